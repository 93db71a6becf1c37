import type { Clock } from '../clock.ts';
import type { Deal, DealWithFields, PipedriveGateway, PipedriveUser } from './gateway.ts';

const keptMs = 5 * 60_000;
const keptDeals = 20_000;

/** What is kept of a deal: no field of it that nobody asks for later. */
const facts = ({ id, title, currency, value, organizationId, personId }: Deal): Deal => ({
  id,
  title,
  currency,
  value,
  organizationId,
  personId,
});

/**
 * Asks Pipedrive, with the user's own grant, whether this user may see this deal; a yes is kept for five
 * minutes, and with it the deal as it was then. Those who ask at once share one question. `fresh` asks in
 * any case, and what it hears is kept. Throws what `gateway.deal` throws, `deal_not_found` above all.
 */
export const makeDealCheck = (gateway: Pick<PipedriveGateway, 'deal'>, clock: Clock) => {
  // In the order in which they were asked, so those whose time is over stand first.
  const seen = new Map<string, { deal: Promise<Deal>; until: number }>();

  const makeRoom = (now: number) => {
    for (const [key, { until }] of seen) {
      if (until > now && seen.size < keptDeals) return;
      seen.delete(key);
    }
  };

  const keyOf = (user: PipedriveUser, dealId: number) =>
    `${user.companyId}/${user.userId}/${dealId}`;

  const fresh = (user: PipedriveUser, dealId: number): Promise<DealWithFields> => {
    const key = keyOf(user, dealId);
    const now = clock.now();
    seen.delete(key);
    makeRoom(now);
    const whole = gateway.deal(user, dealId);
    const entry = { deal: whole.then(facts), until: now + keptMs };
    seen.set(key, entry);
    entry.deal.catch(() => seen.get(key) === entry && seen.delete(key));
    return whole;
  };

  const check = async (user: PipedriveUser, dealId: number): Promise<Deal> => {
    const kept = seen.get(keyOf(user, dealId));
    return kept && kept.until > clock.now() ? kept.deal : facts(await fresh(user, dealId));
  };

  return Object.assign(check, { fresh });
};

export type DealCheck = ReturnType<typeof makeDealCheck>;
