import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { fallbackWhenRefused } from '../fallback-when-unavailable.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { restoreDeals } from './deleted-deals.ts';
import { otherDealsToCheck, type Whose } from './orphans.ts';
import { dealPresence } from './tables.ts';

/** A removed deal can be restored for thirty days. */
const checkedForMs = { there: 3_600_000, gone: 24 * 3_600_000 };

/** At once; the others come with a later refresh. */
const mostListed = 100;
const mostAsked = 10;

/** Clocks differ; a deal that changed this long before the last check may have been merged after it. */
const skewMs = 5 * 60_000;

/** When one of these deals changed last, as a merge changes the one that stays; epoch milliseconds. */
const lastChange = (deals: Deal[]): number =>
  Math.max(0, ...deals.map(({ updatedAt }) => Date.parse(updatedAt ?? '') || 0));

/** Null while Pipedrive does not say. One that is archived, or kept from this user, is there. */
const isGone = async (ctx: Ctx, dealId: number): Promise<boolean> => {
  try {
    await ctx.dealCheck.fresh(ctx, dealId);
    return false;
  } catch (error) {
    if (isAppError(error, 'deal_not_found')) return true;
    if (isAppError(error, 'pipedrive_forbidden')) return false;
    throw error;
  }
};

/** All in one transaction: each commit waits for the disk. */
const store = (ctx: Ctx, dealIds: number[], gone: boolean): Promise<void> =>
  transact(ctx.db, async (tx) => {
    for (const dealId of dealIds) {
      const row = { companyId: ctx.companyId, dealId, gone, checkedAt: ctx.clock.now() };
      await tx
        .insert(dealPresence)
        .values(row)
        .onConflictDoUpdate({ target: [dealPresence.companyId, dealPresence.dealId], set: row });
    }
  });

/**
 * Finds out which other deals with invoices of the same customer no longer exist, as a deal that was merged
 * into another one: Pipedrive's API does not say into which. One call to Pipedrive an hour, or when a deal in
 * view has changed, and one more for each deal that its list leaves out; none where the customer has no other
 * deal with invoices. Optional data: nothing is known while Pipedrive does not answer.
 */
export const checkOtherDeals = async (
  ctx: Ctx,
  realmKey: RealmKey,
  whose: Whose,
  inView: Deal[],
): Promise<void> => {
  const ids = inView.map(({ id }) => id);
  const now = ctx.clock.now();
  await restoreDeals(ctx.db, { companyId: ctx.companyId, dealIds: ids, now });
  const there = Math.max(now - checkedForMs.there, lastChange(inView) + skewMs);
  const before = { there, gone: now - checkedForMs.gone };
  const wanted = { inView: ids, before, most: mostListed };
  const asked = await otherDealsToCheck(ctx.db, realmKey, whose, wanted);
  if (asked.length === 0) return;
  await fallbackWhenRefused(async () => {
    const listed = await ctx.pipedrive.dealsListed(ctx, asked);
    await store(ctx, listed, false);
    const missing = asked.filter((id) => !listed.includes(id)).slice(0, mostAsked);
    for (const dealId of missing) await store(ctx, [dealId], await isGone(ctx, dealId));
  }, undefined);
};
