import { type ConnectedRealm, realmOf } from '../../company-profile/connected-realm.ts';
import type { Ctx } from '../../context.ts';
import type { QuickbooksGateway } from '../../quickbooks/gateway.ts';
import type { NewItemAccount } from '../../shared/contract/known-records.ts';
import { fallbackWhenUnavailable } from '../../vendor-calls/fallback-when-unavailable.ts';
import { itemSettingsOf } from '../settings-store.ts';

const cacheMs = 5 * 60_000;
const maxRealms = 200;

type Cached = { accountId: string; isUsable: boolean; until: number };

const caches = new WeakMap<QuickbooksGateway, Map<string, Cached>>();

/** Reads the account again with the next use, because QuickBooks refused it or a user asks. */
export const forgetIncomeAccount = (
  { quickbooks }: Pick<Ctx, 'quickbooks'>,
  { realmId }: Pick<ConnectedRealm, 'realmId'>,
): void => {
  caches.get(quickbooks)?.delete(realmId);
};

/**
 * The income account for new items, as chosen in the settings. Whether QuickBooks still accepts it
 * is read at most every five minutes, because accounts are not mirrored; it counts as usable while
 * QuickBooks does not respond.
 */
export const incomeAccountOf = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<NewItemAccount> => {
  const { realmId } = connection;
  const { account } = await itemSettingsOf(ctx.db, { companyId: ctx.companyId, realmId });
  if (!account) return { state: 'missing' };
  const isUsable = await isUsableCached(ctx, connection, account.id);
  return { state: isUsable ? 'usable' : 'unusable', ...account };
};

const isUsableCached = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  accountId: string,
): Promise<boolean> => {
  const cache = caches.get(ctx.quickbooks) ?? new Map<string, Cached>();
  caches.set(ctx.quickbooks, cache);
  const { realmId } = connection;
  const cached = cache.get(realmId);
  if (cached?.accountId === accountId && ctx.clock.now() < cached.until) return cached.isUsable;
  const account = await fallbackWhenUnavailable(
    () => ctx.quickbooks.account(realmOf(connection), accountId),
    undefined,
  );
  if (account === undefined) return true;
  const isUsable = account?.active === true && account.isIncome;
  cache.delete(realmId);
  cache.set(realmId, { accountId, isUsable, until: ctx.clock.now() + cacheMs });
  const [oldest] = cache.keys();
  if (cache.size > maxRealms && oldest !== undefined) cache.delete(oldest);
  return isUsable;
};
