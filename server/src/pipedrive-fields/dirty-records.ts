import { and, asc, count, eq, inArray, lte, notInArray, sql } from 'drizzle-orm';
import { connections } from '../connection/tables.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { makeDue, makeDueLater } from '../scheduler/turns.ts';
import type { RecordKind } from './contract.ts';
import { dirtyRecords, pipedriveFields } from './tables.ts';

/** Changes within this time after the first one of a record lead to one update. */
export const burstMs = 3_000;

const enabledOf = preparedRows({ of: pipedriveFields.of }, (db) =>
  db
    .selectDistinct({ of: pipedriveFields.of })
    .from(pipedriveFields)
    .where(
      and(
        eq(pipedriveFields.companyId, sql.placeholder('companyId')),
        eq(pipedriveFields.enabled, true),
      ),
    ),
);

/** The kinds of records of which the company has switched on a field. */
const enabledKinds = async (tx: Tx, companyId: number): Promise<Set<RecordKind>> =>
  new Set((await enabledOf(tx, { companyId })).map(({ of }) => of));

type Marked = { of: RecordKind; recordId: number };

/**
 * Marks the deals of these invoices, and the organizations and persons of their customers, for an
 * update of their fields, if the company has any. `formerCustomerIds` are customers that the
 * invoices had before.
 */
export const markRecordsOfInvoices = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  { invoiceIds, formerCustomerIds = [] }: { invoiceIds: string[]; formerCustomerIds?: string[] },
  now: number,
): Promise<void> => {
  if (invoiceIds.length === 0) return;
  const realmKey = { companyId, realmId };
  const kinds = await enabledKinds(tx, companyId);
  if (kinds.size === 0) return;
  const marked: Marked[] = [];
  if (kinds.has('deal')) marked.push(...(await dealsOf(tx, realmKey, invoiceIds)));
  if (kinds.has('organization') || kinds.has('person')) {
    const parties = await partiesOf(tx, realmKey, invoiceIds, formerCustomerIds);
    marked.push(...parties.filter(({ of }) => kinds.has(of)));
  }
  await addDirtyRecords(tx, realmKey, marked, now + burstMs);
};

const dealsOf = async (tx: Tx, realmKey: RealmKey, invoiceIds: string[]): Promise<Marked[]> => {
  const links = await tx
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.invoiceId, invoiceIds)));
  return links.map(({ dealId }) => ({ of: 'deal', recordId: dealId }));
};

const partiesOf = async (
  tx: Tx,
  realmKey: RealmKey,
  invoiceIds: string[],
  formerCustomerIds: string[],
): Promise<Marked[]> => {
  const current = await tx
    .selectDistinct({ customerId: invoices.customerId })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  const customerIds = [...formerCustomerIds, ...current.map(({ customerId }) => customerId)];
  const links = await tx
    .select({ of: customerLinks.party, recordId: customerLinks.partyId })
    .from(customerLinks)
    .where(and(inRealm(customerLinks, realmKey), inArray(customerLinks.customerId, customerIds)));
  return links;
};

/** Marks records whose links to invoices or customers changed, if fields of their kind are on. */
export const markRecords = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  records: Marked[],
  now: number,
): Promise<void> => {
  if (records.length === 0) return;
  const kinds = await enabledKinds(tx, companyId);
  const marked = records.filter(({ of }) => kinds.has(of));
  await addDirtyRecords(tx, { companyId, realmId }, marked, now + burstMs);
};

export const markRecord = (
  tx: Tx,
  realmKey: RealmKey,
  record: Marked,
  now: number,
): Promise<void> => markRecords(tx, realmKey, [record], now);

/**
 * Marks all deals with invoices, or all organizations or persons with a customer, and returns their
 * number.
 */
export const markAllRecords = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  of: RecordKind,
  now: number,
): Promise<number> => {
  const realmKey = { companyId, realmId };
  const links =
    of === 'deal'
      ? await tx
          .selectDistinct({ recordId: dealInvoices.dealId })
          .from(dealInvoices)
          .where(inRealm(dealInvoices, realmKey))
      : await tx
          .select({ recordId: customerLinks.partyId })
          .from(customerLinks)
          .where(and(inRealm(customerLinks, realmKey), eq(customerLinks.party, of)));
  const marked = links.map(({ recordId }) => ({ of, recordId }));
  await addDirtyRecords(tx, realmKey, marked, now);
  if (marked.length > 0) await makeDue(tx, { ...realmKey, job: 'pipedrive_fields' }, now, now);
  return marked.length;
};

/** Continues with the work that needs the permission of a connection owner who has installed again. */
export const resumePipedriveFields = async (
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
    await makeDue(tx, { companyId, realmId, job: 'pipedrive_fields' }, now, now);
    await makeDue(tx, { companyId, realmId, job: 'found_invoices' }, now, now);
    await makeDue(tx, { companyId, realmId, job: 'reminders' }, now, now);
  }
};

const rowsPerInsert = 200;

const inOrder = (one: Marked, other: Marked): number =>
  one.recordId - other.recordId || Number(one.of > other.of) - Number(one.of < other.of);

const addDirtyRecords = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  marked: Marked[],
  dueAt: number,
): Promise<void> => {
  if (marked.length === 0) return;
  // In one order, so that concurrent transactions lock rows in the same order; each row once.
  const unique = new Map(marked.map((one) => [`${one.of} ${one.recordId}`, one]));
  const rows = [...unique.values()]
    .toSorted(inOrder)
    .map(({ of, recordId }) => ({ companyId, realmId, of, recordId, dueAt }));
  const earlier = sql`case when ${dirtyRecords.dueAt} > excluded.due_at then excluded.due_at else ${dirtyRecords.dueAt} end`;
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    await tx
      .insert(dirtyRecords)
      .values(rows.slice(from, from + rowsPerInsert))
      .onConflictDoUpdate({
        target: [
          dirtyRecords.companyId,
          dirtyRecords.realmId,
          dirtyRecords.of,
          dirtyRecords.recordId,
        ],
        set: { dueAt: earlier, version: sql`${dirtyRecords.version} + 1` },
      });
  }
  await makeDueLater(tx, { companyId, realmId, job: 'pipedrive_fields' }, dueAt);
};

export type DirtyRecord = typeof dirtyRecords.$inferSelect;

/** Names a record among those of the company. */
export const nameOfRecord = ({ of, recordId }: Marked): string => `${of} ${recordId}`;

const isNoneOf = (names: string[]) =>
  notInArray(sql<string>`${dirtyRecords.of} || ' ' || ${dirtyRecords.recordId}`, names);

/** Returns records that are due, the longest waiting first, except those named in `without`. */
export const dueRecords = (
  db: Reader,
  realmKey: RealmKey,
  { now, without }: { now: number; without: string[] },
): Promise<DirtyRecord[]> =>
  db
    .select()
    .from(dirtyRecords)
    .where(and(inRealm(dirtyRecords, realmKey), lte(dirtyRecords.dueAt, now), isNoneOf(without)))
    .orderBy(asc(dirtyRecords.dueAt), asc(dirtyRecords.recordId))
    .limit(20);

/** When the next record is due, except those named in `without`; null when none is marked. */
export const nextDueRecord = async (
  db: Reader,
  realmKey: RealmKey,
  without: string[],
): Promise<number | null> => {
  const [next] = await db
    .select({ dueAt: dirtyRecords.dueAt })
    .from(dirtyRecords)
    .where(and(inRealm(dirtyRecords, realmKey), isNoneOf(without)))
    .orderBy(asc(dirtyRecords.dueAt))
    .limit(1);
  return next?.dueAt ?? null;
};

/** Number of records that are due. */
export const countDueRecords = async (
  db: Reader,
  realmKey: RealmKey,
  now: number,
): Promise<number> => {
  const [row] = await db
    .select({ records: count() })
    .from(dirtyRecords)
    .where(and(inRealm(dirtyRecords, realmKey), lte(dirtyRecords.dueAt, now)));
  return row?.records ?? 0;
};

const asRead = ({ companyId, realmId, of, recordId, version }: DirtyRecord) =>
  and(
    inRealm(dirtyRecords, { companyId, realmId }),
    eq(dirtyRecords.of, of),
    eq(dirtyRecords.recordId, recordId),
    eq(dirtyRecords.version, version),
  );

/** Whether the mark is as it was read: nobody else has updated or marked the record since. */
export const isMarkedAsRead = async (db: Reader, record: DirtyRecord): Promise<boolean> => {
  const rows = await db
    .select({ recordId: dirtyRecords.recordId })
    .from(dirtyRecords)
    .where(and(asRead(record), eq(dirtyRecords.dueAt, record.dueAt)));
  return rows.length === 1;
};

/**
 * Removes the mark of an updated record, or moves it to the instant when an invoice becomes overdue.
 * Does nothing when the record was marked again since `record` was read.
 */
export const finishRecord = async (
  tx: Tx,
  record: DirtyRecord,
  overdueAt: number | null,
): Promise<void> => {
  if (overdueAt === null) await tx.delete(dirtyRecords).where(asRead(record));
  else await tx.update(dirtyRecords).set({ dueAt: overdueAt }).where(asRead(record));
};
