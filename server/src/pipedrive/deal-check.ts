import type { Clock } from '../clock.ts';
import { currentMs, makeAnswerCache } from './answer-cache.ts';
import type { Deal, DealWithFields, PipedriveGateway, PipedriveUser } from './gateway.ts';
import { dealFacts } from './translate-deal.ts';

const maxCachedDeals = 20_000;

/**
 * Checks with the user's own grant that they may see a deal, and returns it. Answers are cached for
 * five minutes; `now` accepts one of the last 3 s, `fresh` always calls Pipedrive. Throws what
 * `gateway.deal` throws: `deal_not_found` when the user may not see it.
 */
export const makeDealCheck = (gateway: Pick<PipedriveGateway, 'deal'>, clock: Clock) => {
  const cache = makeAnswerCache<Deal>(clock, maxCachedDeals);

  const keyOf = (user: PipedriveUser, dealId: number) =>
    `${user.companyId}/${user.userId}/${dealId}`;

  const fresh = (user: PipedriveUser, dealId: number): Promise<DealWithFields> => {
    const deal = gateway.deal(user, dealId);
    cache.set(keyOf(user, dealId), deal.then(dealFacts));
    return deal;
  };

  const check = async (user: PipedriveUser, dealId: number): Promise<Deal> =>
    cache.get(keyOf(user, dealId)) ?? dealFacts(await fresh(user, dealId));

  const now = async (user: PipedriveUser, dealId: number): Promise<Deal> =>
    cache.get(keyOf(user, dealId), currentMs) ?? dealFacts(await fresh(user, dealId));

  return Object.assign(check, { fresh, now });
};

export type DealCheck = ReturnType<typeof makeDealCheck>;
