import type { Clock } from '../clock.ts';
import { makeAnswerCache, momentMs } from './answer-cache.ts';
import type { Deal, DealWithFields, PipedriveGateway, PipedriveUser } from './gateway.ts';
import { dealFacts } from './translate-deal.ts';

const keptDeals = 20_000;

/**
 * Asks Pipedrive, with the user's own grant, whether this user may see this deal; a yes is kept for five
 * minutes, and with it the deal as it was then. Those who ask at once share one question. `fresh` asks in
 * any case, and what it hears is kept; `now` takes what was asked a moment ago. Throws what `gateway.deal`
 * throws, `deal_not_found` above all.
 */
export const makeDealCheck = (gateway: Pick<PipedriveGateway, 'deal'>, clock: Clock) => {
  const seen = makeAnswerCache<Deal>(clock, keptDeals);

  const keyOf = (user: PipedriveUser, dealId: number) =>
    `${user.companyId}/${user.userId}/${dealId}`;

  const fresh = (user: PipedriveUser, dealId: number): Promise<DealWithFields> => {
    const whole = gateway.deal(user, dealId);
    seen.keep(keyOf(user, dealId), whole.then(dealFacts));
    return whole;
  };

  const check = async (user: PipedriveUser, dealId: number): Promise<Deal> =>
    seen.known(keyOf(user, dealId)) ?? dealFacts(await fresh(user, dealId));

  const now = async (user: PipedriveUser, dealId: number): Promise<Deal> =>
    seen.known(keyOf(user, dealId), momentMs) ?? dealFacts(await fresh(user, dealId));

  return Object.assign(check, { fresh, now });
};

export type DealCheck = ReturnType<typeof makeDealCheck>;
