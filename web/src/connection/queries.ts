import { queryOptions } from '@tanstack/react-query';
import { api } from '../lib/api.ts';

/** Who has connected which QuickBooks company, as far as this user may know. */
export const connectionState = queryOptions({
  queryKey: ['connection'],
  queryFn: ({ signal }) => api.connection.state({}, { signal }),
});

/** The same, with how the attempt to connect with this ticket ended. */
export const stateOfAttempt = (ticket: string) =>
  queryOptions({
    queryKey: [...connectionState.queryKey, ticket],
    queryFn: ({ signal }) => api.connection.state({ ticket }, { signal }),
  });
