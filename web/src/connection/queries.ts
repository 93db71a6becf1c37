import { queryOptions } from '@tanstack/react-query';
import { api } from '../lib/api.ts';

/** The connection, as far as this user may see it. */
export const connectionState = queryOptions({
  queryKey: ['connection'],
  queryFn: ({ signal }) => api.connection.state({}, { signal }),
});

/** The connection, with the outcome of the attempt with this ticket. */
export const stateOfAttempt = (ticket: string) =>
  queryOptions({
    queryKey: [...connectionState.queryKey, ticket],
    queryFn: ({ signal }) => api.connection.state({ ticket }, { signal }),
  });
