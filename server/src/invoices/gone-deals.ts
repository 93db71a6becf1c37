import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { keptMs } from '../pipedrive/kept-answers.ts';
import { dealInvoices, dealPresence } from './tables.ts';

/** SQL: the deal of a row of `deal_invoices` is known not to exist. */
export const linkedDealIsGone = sql`exists (select 1 from deal_presence p
  where p.company_id = ${dealInvoices.companyId} and p.deal_id = ${dealInvoices.dealId} and p.gone = 1)`;

/** Whether a deal was found not to exist after this time, epoch milliseconds. */
export const foundGoneAfter = (
  tx: Pick<Db, 'select'>,
  { companyId, dealId, time }: { companyId: number; dealId: number; time: number },
): boolean =>
  tx
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
    .get() !== undefined;

/**
 * Stores that deals in view exist which were found gone before: Pipedrive restores deals within thirty days.
 * What was found within `keptMs` stays, because the deals may have been seen before that.
 */
export const dealsAreBack = (
  db: Db,
  { companyId, dealIds, now }: { companyId: number; dealIds: number[]; now: number },
): void => {
  db.update(dealPresence)
    .set({ gone: false, checkedAt: now })
    .where(
      and(
        eq(dealPresence.companyId, companyId),
        inArray(dealPresence.dealId, dealIds),
        eq(dealPresence.gone, true),
        lt(dealPresence.checkedAt, now - keptMs),
      ),
    )
    .run();
};
