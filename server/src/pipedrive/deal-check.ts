import type { Clock } from '../clock.ts';
import type { Deal, PipedriveGateway, PipedriveUser } from './gateway.ts';

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
 * minutes, and with it the deal as it was then. Those who ask at once share one question. Throws what
 * `gateway.deal` throws, `deal_not_found` above all.
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

  return (user: PipedriveUser, dealId: number): Promise<Deal> => {
    const key = `${user.companyId}/${user.userId}/${dealId}`;
    const now = clock.now();
    const kept = seen.get(key);
    if (kept && kept.until > now) return kept.deal;
    seen.delete(key);
    makeRoom(now);
    const entry = { deal: gateway.deal(user, dealId).then(facts), until: now + keptMs };
    seen.set(key, entry);
    entry.deal.catch(() => seen.get(key) === entry && seen.delete(key));
    return entry.deal;
  };
};

export type DealCheck = ReturnType<typeof makeDealCheck>;
