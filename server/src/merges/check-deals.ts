import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { storePresence } from '../invoices/deal-presence.ts';
import { dealInvoices, dealPresence } from '../invoices/tables.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { pipedriveRecord, recordRemoved } from './store.ts';
import { recordChecks } from './tables.ts';

const dayMs = 24 * 3_600_000;

/** Deals of one list call. */
const pageSize = 100;

/** Deals that a list left out, archived ones among them, and that are read one by one. */
const mostMissing = 20;

/** A deal that is archived exists, but no list shows it; it is read again after a week. */
const checkedForMs = 7 * dayMs;

type Check = typeof recordChecks.$inferSelect;

const storedCheck = async (db: Reader, companyId: number): Promise<Check | null> => {
  const [row] = await db
    .select()
    .from(recordChecks)
    .where(eq(recordChecks.companyId, companyId))
    .limit(1);
  return row ?? null;
};

/** When the next page of the daily check is due; 0 before the first check. */
export const nextCheckAt = async (db: Reader, companyId: number): Promise<number> =>
  (await storedCheck(db, companyId))?.nextAt ?? 0;

/**
 * Checks the next deals with invoices against Pipedrive's list, one call per hundred deals and day,
 * and records those that it leaves out. Without a user of Pipedrive it only plans the next check.
 */
export const checkDeals = async (
  { db, clock, pipedrive }: Pick<Dependencies, 'db' | 'clock' | 'pipedrive'>,
  companyId: number,
  user: PipedriveUser | null,
): Promise<void> => {
  const now = clock.now();
  const check = await storedCheck(db, companyId);
  const afterDealId = check?.afterDealId ?? 0;
  const begunAt = afterDealId === 0 ? now : (check?.begunAt ?? now);
  const dealIds = user ? await dealsAfter(db, companyId, afterDealId, now) : [];
  if (user && dealIds.length > 0) {
    const listed = new Set(await pipedrive.dealsListed(user, dealIds));
    await storePresence({ db, clock }, companyId, [...listed], false);
    const missing = dealIds.filter((dealId) => !listed.has(dealId)).slice(0, mostMissing);
    await transact(db, async (tx) => {
      for (const dealId of missing) {
        const record = pipedriveRecord(companyId, 'deal', dealId);
        await recordRemoved(tx, { ...record, foundBy: 'read' }, now);
      }
    });
  }
  const isLast = dealIds.length < pageSize;
  const next: Check = {
    companyId,
    begunAt,
    afterDealId: isLast ? 0 : (dealIds.at(-1) ?? 0),
    nextAt: isLast ? begunAt + dayMs : now,
  };
  await transact(db, (tx) =>
    tx
      .insert(recordChecks)
      .values(next)
      .onConflictDoUpdate({ target: recordChecks.companyId, set: next }),
  );
};

const dealsAfter = async (
  db: Reader,
  companyId: number,
  afterDealId: number,
  now: number,
): Promise<number[]> => {
  const rows = await db
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .leftJoin(
      dealPresence,
      and(
        eq(dealPresence.companyId, dealInvoices.companyId),
        eq(dealPresence.dealId, dealInvoices.dealId),
      ),
    )
    .where(
      and(
        eq(dealInvoices.companyId, companyId),
        gt(dealInvoices.dealId, afterDealId),
        or(
          isNull(dealPresence.checkedAt),
          and(sql`not ${dealPresence.gone}`, lte(dealPresence.checkedAt, now - dayMs / 2)),
          lte(dealPresence.checkedAt, now - checkedForMs),
        ),
      ),
    )
    .orderBy(asc(dealInvoices.dealId))
    .limit(pageSize);
  return rows.map(({ dealId }) => dealId);
};
