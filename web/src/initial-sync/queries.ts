import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Progress = NonNullable<Answer<'initial-sync', 'show'>['progress']>;

/** How often a visible page reads the progress while it changes. */
const pollMs = 2_000;

/** Progress of the first reading; read again and again until it is done. */
export const initialSyncProgress = queryOptions({
  queryKey: ['initial-sync'],
  queryFn: ({ signal }) => api['initial-sync'].show({}, { signal }),
  refetchInterval: ({ state: { data, status } }) =>
    status === 'success' && data?.progress?.state !== 'done' ? pollMs : false,
});
