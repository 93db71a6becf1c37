import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { pipedriveRecord, recordRemoved } from '../merges/store.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { fallbackWhenRefused } from '../vendor-calls/fallback-when-unavailable.ts';
import { restoreDeals } from './deleted-deals.ts';
import { type InvoiceOwner, otherDealsToCheck } from './orphans.ts';
import { dealPresence } from './tables.ts';

/** How long a check stays valid. Pipedrive can restore a deleted deal for thirty days. */
const checkedForMs = { existing: 3_600_000, gone: 24 * 3_600_000 };

/** Limits of one check; later refreshes check the rest. */
const maxListed = 100;
const maxChecked = 10;

/**
 * Allows for clock differences: a deal that changed up to this long before the last check may have
 * been merged after it.
 */
const skewMs = 5 * 60_000;

/** Latest change among these deals, epoch milliseconds. A merge changes the deal that remains. */
const lastChange = (deals: Deal[]): number =>
  Math.max(0, ...deals.map(({ updatedAt }) => Date.parse(updatedAt ?? '') || 0));

/**
 * A deal that is archived, or not visible to this user, exists. Throws when Pipedrive is
 * unavailable.
 */
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

/** One transaction for all, because each commit waits for the disk. */
export const storePresence = async (
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  companyId: number,
  dealIds: number[],
  gone: boolean,
): Promise<void> => {
  if (dealIds.length === 0) return;
  await transact(db, async (tx) => {
    for (const dealId of dealIds.toSorted((one, other) => one - other)) {
      const row = { companyId, dealId, gone, checkedAt: clock.now() };
      await tx
        .insert(dealPresence)
        .values(row)
        .onConflictDoUpdate({ target: [dealPresence.companyId, dealPresence.dealId], set: row });
    }
  });
};

/**
 * Finds out which other deals with invoices of the same customer were deleted or merged. Costs at
 * most one list call per hour, or after a deal of this context changed, plus one call per deal the
 * list omits. The job `merges` looks for the deal that remains; does nothing when Pipedrive is
 * unavailable.
 */
export const checkOtherDeals = async (
  ctx: Ctx,
  realmKey: RealmKey,
  owner: InvoiceOwner,
  inView: Deal[],
): Promise<void> => {
  const viewedDealIds = inView.map(({ id }) => id);
  const now = ctx.clock.now();
  await restoreDeals(ctx.db, { companyId: ctx.companyId, dealIds: viewedDealIds, now });
  const existing = Math.max(now - checkedForMs.existing, lastChange(inView) + skewMs);
  const checkedBefore = { existing, gone: now - checkedForMs.gone };
  const options = { inView: viewedDealIds, checkedBefore, limit: maxListed };
  const dealIds = await otherDealsToCheck(ctx.db, realmKey, owner, options);
  if (dealIds.length === 0) return;
  await fallbackWhenRefused(async () => {
    const listedDealIds = await ctx.pipedrive.dealsListed(ctx, dealIds);
    await storePresence(ctx, ctx.companyId, listedDealIds, false);
    const missingDealIds = dealIds
      .filter((dealId) => !listedDealIds.includes(dealId))
      .slice(0, maxChecked);
    for (const dealId of missingDealIds) {
      const gone = await isGone(ctx, dealId);
      await storePresence(ctx, ctx.companyId, [dealId], gone);
      if (gone) await recordGone(ctx, dealId, inView);
    }
  }, undefined);
};

/** The deal in view may be the one that the deal was merged into. */
const recordGone = (ctx: Ctx, dealId: number, inView: Deal[]): Promise<void> => {
  const [deal, ...others] = inView;
  const candidateId = deal && others.length === 0 ? String(deal.id) : undefined;
  const record = pipedriveRecord(ctx.companyId, 'deal', dealId);
  const found = { ...record, foundBy: 'read' as const, ...(candidateId && { candidateId }) };
  return transact(ctx.db, (tx) => recordRemoved(tx, found, ctx.clock.now()));
};
