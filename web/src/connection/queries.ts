import { queryOptions } from '@tanstack/react-query';
import { api } from '../lib/api.ts';

/** Who has connected which QuickBooks company, as far as this user may know. */
export const connectionState = queryOptions({
  queryKey: ['connection'],
  queryFn: ({ signal }) => api.connection.state({}, { signal }),
});
