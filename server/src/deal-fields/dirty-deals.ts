import { and, asc, count, eq, inArray, lte, sql } from 'drizzle-orm';
import { connections } from '../connection/tables.ts';
import type { Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices } from '../invoices/tables.ts';
import { makeDue, makeDueLater } from '../scheduler/turns.ts';
import { dealFields, dirtyDeals } from './tables.ts';

/** Changes within this time after the first one of a deal lead to one update. */
export const burstMs = 3_000;

const enabledOf = preparedRows({ name: dealFields.name }, (db) =>
  db
    .select({ name: dealFields.name })
    .from(dealFields)
    .where(
      and(eq(dealFields.companyId, sql.placeholder('companyId')), eq(dealFields.enabled, true)),
    )
    .limit(1),
);

/** Marks the deals of these invoices for an update of their fields, if the company has any. */
export const markDealsOfInvoices = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  invoiceIds: string[],
  now: number,
): Promise<void> => {
  if (invoiceIds.length === 0 || (await enabledOf(tx, { companyId })).length === 0) return;
  const links = await tx
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, { companyId, realmId }),
        inArray(dealInvoices.invoiceId, invoiceIds),
      ),
    );
  const dealIds = links.map(({ dealId }) => dealId);
  await addDirtyDeals(tx, { companyId, realmId }, dealIds, now + burstMs);
};

/** Marks a deal whose links changed, if the company has any field. */
export const markDeal = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  dealId: number,
  now: number,
): Promise<void> => {
  if ((await enabledOf(tx, { companyId })).length === 0) return;
  await addDirtyDeals(tx, { companyId, realmId }, [dealId], now + burstMs);
};

/** Marks all deals with invoices, and returns their number. */
export const markAllDeals = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  now: number,
): Promise<number> => {
  const links = await tx
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(inRealm(dealInvoices, { companyId, realmId }));
  const dealIds = links.map(({ dealId }) => dealId);
  await addDirtyDeals(tx, { companyId, realmId }, dealIds, now);
  if (dealIds.length > 0) await makeDue(tx, { companyId, realmId, job: 'deal_fields' }, now, now);
  return dealIds.length;
};

/** Continues with the updates of a company whose connection owner has installed the app again. */
export const resumeDealFields = async (
  tx: Tx,
  { companyId, userId }: { companyId: number; userId: number },
  now: number,
): Promise<void> => {
  const owned = await tx
    .select({ realmId: connections.realmId })
    .from(connections)
    .where(
      and(
        eq(connections.companyId, companyId),
        eq(connections.ownerId, userId),
        eq(connections.state, 'active'),
      ),
    );
  for (const { realmId } of owned) {
    await makeDue(tx, { companyId, realmId, job: 'deal_fields' }, now, now);
  }
};

const rowsPerInsert = 200;

const addDirtyDeals = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  dealIds: number[],
  dueAt: number,
): Promise<void> => {
  if (dealIds.length === 0) return;
  // In the order of ids, so that concurrent transactions lock rows in the same order.
  const rows = dealIds
    .toSorted((one, other) => one - other)
    .map((dealId) => ({ companyId, realmId, dealId, dueAt }));
  const earlier = sql`case when ${dirtyDeals.dueAt} > excluded.due_at then excluded.due_at else ${dirtyDeals.dueAt} end`;
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    await tx
      .insert(dirtyDeals)
      .values(rows.slice(from, from + rowsPerInsert))
      .onConflictDoUpdate({
        target: [dirtyDeals.companyId, dirtyDeals.realmId, dirtyDeals.dealId],
        set: { dueAt: earlier, version: sql`${dirtyDeals.version} + 1` },
      });
  }
  await makeDueLater(tx, { companyId, realmId, job: 'deal_fields' }, dueAt);
};

export type DirtyDeal = typeof dirtyDeals.$inferSelect;

/** Returns deals that are due, the longest waiting first. */
export const dueDeals = (db: Reader, realmKey: RealmKey, now: number): Promise<DirtyDeal[]> =>
  db
    .select()
    .from(dirtyDeals)
    .where(and(inRealm(dirtyDeals, realmKey), lte(dirtyDeals.dueAt, now)))
    .orderBy(asc(dirtyDeals.dueAt), asc(dirtyDeals.dealId))
    .limit(20);

/** When the next deal is due; null when none is marked. */
export const nextDueDeal = async (db: Reader, realmKey: RealmKey): Promise<number | null> => {
  const [next] = await db
    .select({ dueAt: dirtyDeals.dueAt })
    .from(dirtyDeals)
    .where(inRealm(dirtyDeals, realmKey))
    .orderBy(asc(dirtyDeals.dueAt))
    .limit(1);
  return next?.dueAt ?? null;
};

/** Number of deals that are due. */
export const countDueDeals = async (
  db: Reader,
  realmKey: RealmKey,
  now: number,
): Promise<number> => {
  const [row] = await db
    .select({ deals: count() })
    .from(dirtyDeals)
    .where(and(inRealm(dirtyDeals, realmKey), lte(dirtyDeals.dueAt, now)));
  return row?.deals ?? 0;
};

const asRead = ({ companyId, realmId, dealId, version }: DirtyDeal) =>
  and(
    inRealm(dirtyDeals, { companyId, realmId }),
    eq(dirtyDeals.dealId, dealId),
    eq(dirtyDeals.version, version),
  );

/** Whether the deal's mark is as it was read: nobody else has updated or marked the deal since. */
export const isMarkedAsRead = async (db: Reader, deal: DirtyDeal): Promise<boolean> => {
  const rows = await db
    .select({ dealId: dirtyDeals.dealId })
    .from(dirtyDeals)
    .where(and(asRead(deal), eq(dirtyDeals.dueAt, deal.dueAt)));
  return rows.length === 1;
};

/**
 * Removes the mark of an updated deal, or moves it to the instant when an invoice becomes overdue.
 * Does nothing when the deal was marked again since `deal` was read.
 */
export const finishDeal = async (
  tx: Tx,
  deal: DirtyDeal,
  overdueAt: number | null,
): Promise<void> => {
  if (overdueAt === null) await tx.delete(dirtyDeals).where(asRead(deal));
  else await tx.update(dirtyDeals).set({ dueAt: overdueAt }).where(asRead(deal));
};
