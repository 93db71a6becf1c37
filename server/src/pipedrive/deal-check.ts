import type { Clock } from '../clock.ts';
import type { Deal, PipedriveGateway, PipedriveUser } from './gateway.ts';

const keptMs = 5 * 60_000;
const keptDeals = 20_000;

/**
 * Asks Pipedrive, with the user's own grant, whether this user may see this deal; a yes is kept for five
 * minutes, and with it the deal as it was then. Throws what `gateway.deal` throws, `deal_not_found` above all.
 */
export const makeDealCheck = (gateway: Pick<PipedriveGateway, 'deal'>, clock: Clock) => {
  const seen = new Map<string, { deal: Deal; until: number }>();
  return async (user: PipedriveUser, dealId: number): Promise<Deal> => {
    const key = `${user.companyId}/${user.userId}/${dealId}`;
    const kept = seen.get(key);
    if (kept && kept.until > clock.now()) return kept.deal;
    seen.delete(key);
    const deal = await gateway.deal(user, dealId);
    if (seen.size >= keptDeals) seen.delete(seen.keys().next().value ?? '');
    seen.set(key, { deal, until: clock.now() + keptMs });
    return deal;
  };
};

export type DealCheck = ReturnType<typeof makeDealCheck>;
