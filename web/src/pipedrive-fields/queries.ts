import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Shown = Answer<'pipedrive-fields', 'show'>;
export type ShownRecord = Shown['records'][number];
export type ShownFact = ShownRecord['facts'][number];

export const shownPipedriveFields = queryOptions({
  queryKey: ['pipedrive-fields'],
  queryFn: ({ signal }) => api['pipedrive-fields'].show({}, { signal }),
});
