import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { cacheLifeMs } from '../pipedrive/answer-cache.ts';
import { dealInvoices, dealPresence } from './tables.ts';

/** SQL: the deal of a row of `deal_invoices` is known not to exist. */
export const linkedDealIsDeleted = sql`exists (select 1 from deal_presence p
  where p.company_id = ${dealInvoices.companyId} and p.deal_id = ${dealInvoices.dealId} and p.gone)`;

/** Whether a deal was found not to exist after this time, epoch milliseconds. */
export const foundDeletedAfter = async (
  tx: Reader,
  { companyId, dealId, time }: { companyId: number; dealId: number; time: number },
): Promise<boolean> => {
  const found = await tx
    .select({ dealId: dealPresence.dealId })
    .from(dealPresence)
    .where(
      and(
        eq(dealPresence.companyId, companyId),
        eq(dealPresence.dealId, dealId),
        eq(dealPresence.gone, true),
        gt(dealPresence.checkedAt, time),
      ),
    )
    .limit(1);
  return found.length > 0;
};

/**
 * Stores that deals in view exist which were found gone before: Pipedrive restores deals within thirty days.
 * What was found within `cacheLifeMs` stays, because the deals may have been seen before that.
 */
export const restoreDeals = async (
  db: Db,
  { companyId, dealIds, now }: { companyId: number; dealIds: number[]; now: number },
): Promise<void> => {
  const foundGone = and(
    eq(dealPresence.companyId, companyId),
    inArray(dealPresence.dealId, dealIds),
    eq(dealPresence.gone, true),
    lt(dealPresence.checkedAt, now - cacheLifeMs),
  );
  const some = await db
    .select({ dealId: dealPresence.dealId })
    .from(dealPresence)
    .where(foundGone)
    .limit(1);
  // There are none as a rule, and a write waits for the disk.
  if (some.length === 0) return;
  await transact(db, (tx) =>
    tx.update(dealPresence).set({ gone: false, checkedAt: now }).where(foundGone),
  );
};
