import type { Ctx } from '../context.ts';
import type { QuickbooksGateway, Realm } from '../quickbooks/gateway.ts';
import { type PreparedItems, prepareItems } from './similar-items.ts';

/** Reads 999 rows and one more, which shows whether others follow. */
const compared = 999;

const keptMs = 5 * 60_000;
const mostCompanies = 20;

type Kept = { items: PreparedItems; until: number };

const keptBy = new WeakMap<QuickbooksGateway, Map<string, Kept>>();

const keyOf = ({ connectionId, realmId }: Realm): string => `${connectionId} ${realmId}`;

/**
 * The items that lines are compared with. The form asks again whenever typing stops, and 999 items are
 * about 1 MB of the company's QuickBooks limit each time, so they are kept for some minutes; a new item is
 * proposed that much later, while the picker reads anew each time. Bounded: the company read longest ago
 * is forgotten first.
 */
export const comparableItems = async (ctx: Ctx, realm: Realm): Promise<PreparedItems> => {
  const kept = keptBy.get(ctx.quickbooks) ?? new Map<string, Kept>();
  keptBy.set(ctx.quickbooks, kept);
  const known = kept.get(keyOf(realm));
  if (known && ctx.clock.now() < known.until) return known.items;
  const all = { text: '', page: 0, pageSize: compared };
  const items = prepareItems((await ctx.quickbooks.searchItems(realm, all)).items);
  kept.delete(keyOf(realm));
  kept.set(keyOf(realm), { items, until: ctx.clock.now() + keptMs });
  const [oldest] = kept.keys();
  if (kept.size > mostCompanies && oldest !== undefined) kept.delete(oldest);
  return items;
};
