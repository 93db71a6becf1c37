import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Shown = Answer<'deal-fields', 'show'>;
export type ShownFact = Shown['facts'][number];

export const shownDealFields = queryOptions({
  queryKey: ['deal-fields'],
  queryFn: ({ signal }) => api['deal-fields'].show({}, { signal }),
});
