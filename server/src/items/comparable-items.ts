import { type ConnectedRealm, realmOf } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { nameReads } from '../names/name-reads.ts';
import type { QuickbooksGateway, Realm } from '../quickbooks/gateway.ts';
import { type PreparedItems, prepareItems } from './similar-items.ts';

/**
 * The query reads one row more, to find out whether there are others: 1,000 is QuickBooks' page
 * limit.
 */
const maxItems = 999;

const cacheMs = 5 * 60_000;
const maxRealms = 20;

type CachedItems = { items: PreparedItems; until: number };

const caches = new WeakMap<QuickbooksGateway, Map<string, CachedItems>>();

const keyOf = ({ connectionId, realmId }: Realm): string => `${connectionId} ${realmId}`;

/**
 * Returns the items that lines are compared with, the first 999 by name. Cached for five minutes,
 * because the form requests suggestions whenever typing stops and each reading is about 1 MB.
 * The cache holds 20 realms and evicts the one read longest ago. Throws what the gateway throws.
 */
export const comparableItems = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<PreparedItems> => {
  const realm = realmOf(connection);
  const cache = caches.get(ctx.quickbooks) ?? new Map<string, CachedItems>();
  caches.set(ctx.quickbooks, cache);
  const cached = cache.get(keyOf(realm));
  if (cached && ctx.clock.now() < cached.until) return cached.items;
  const query = { text: '', page: 0, pageSize: maxItems };
  const { reads } = await nameReads(ctx, connection);
  const items = prepareItems((await reads.searchItems(query)).items);
  cache.delete(keyOf(realm));
  cache.set(keyOf(realm), { items, until: ctx.clock.now() + cacheMs });
  const [oldest] = cache.keys();
  if (cache.size > maxRealms && oldest !== undefined) cache.delete(oldest);
  return items;
};
