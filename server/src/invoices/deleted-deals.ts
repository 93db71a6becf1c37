import { and, eq, gt, inArray, lt } from 'drizzle-orm';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { cacheLifeMs } from '../pipedrive/answer-cache.ts';
import { dealPresence } from './tables.ts';

/** Whether a deal was found to be deleted after `time`, epoch milliseconds. */
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
 * Marks deals of the current context as existing again; Pipedrive restores deleted deals for thirty
 * days. Ignores deletions found within `cacheLifeMs`, because the deals may come from an older
 * cached response.
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
  const found = await db
    .select({ dealId: dealPresence.dealId })
    .from(dealPresence)
    .where(foundGone)
    .limit(1);
  // Usually there are none, and a write waits for the disk.
  if (found.length === 0) return;
  await transact(db, (tx) =>
    tx.update(dealPresence).set({ gone: false, checkedAt: now }).where(foundGone),
  );
};
