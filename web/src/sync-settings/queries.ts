import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Current = NonNullable<Answer<'sync-settings', 'show'>['current']>;

export const shownSyncSettings = queryOptions({
  queryKey: ['sync-settings'],
  queryFn: ({ signal }) => api['sync-settings'].show({}, { signal }),
});
