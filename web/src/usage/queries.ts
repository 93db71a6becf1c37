import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Usage = Answer<'usage', 'show'>;

/** While webhooks are registered again. */
const retryingEveryMs = 1_500;

export const shownUsage = queryOptions({
  queryKey: ['usage'],
  queryFn: ({ signal }) => api.usage.show({}, { signal }),
  refetchInterval: ({ state }) =>
    state.data?.pipedriveRefusal?.retrying ? retryingEveryMs : false,
});
