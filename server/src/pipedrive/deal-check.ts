import type { Clock } from '../clock.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';

const keptMs = 5 * 60_000;
const keptDeals = 20_000;

/**
 * Asks Pipedrive, with the user's own grant, whether this user may see this deal; a yes is kept for five
 * minutes. Throws what `gateway.deal` throws, `deal_not_found` above all.
 */
export const makeDealCheck = (gateway: Pick<PipedriveGateway, 'deal'>, clock: Clock) => {
  const seen = new Map<string, number>();
  return async (user: PipedriveUser, dealId: number): Promise<void> => {
    const key = `${user.companyId}/${user.userId}/${dealId}`;
    if ((seen.get(key) ?? 0) > clock.now()) return;
    seen.delete(key);
    await gateway.deal(user, dealId);
    if (seen.size >= keptDeals) seen.delete(seen.keys().next().value ?? '');
    seen.set(key, clock.now() + keptMs);
  };
};

export type DealCheck = ReturnType<typeof makeDealCheck>;
