import { and, count, desc, eq, isNotNull } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import type { FieldProblem, RecordFact } from './contract.ts';
import { type DirtyRecord, finishRecord, markAllRecords } from './dirty-records.ts';
import { pipedriveFields, writtenRecords } from './tables.ts';

export type FieldRow = typeof pipedriveFields.$inferSelect;

/** All fields that the company has chosen, also those that are switched off. */
export const fieldRows = (db: Reader, companyId: number): Promise<FieldRow[]> =>
  db.select().from(pipedriveFields).where(eq(pipedriveFields.companyId, companyId));

type Change = { companyId: number; realmId: string; userId: number; at: number };

const writeFieldAudit = (
  tx: Tx,
  change: Change,
  { of, name }: RecordFact,
  details: Record<string, string>,
) =>
  writeAudit(tx, {
    ...change,
    action: 'pipedrive_field_changed',
    subject: name,
    details: { of, ...details },
  });

/**
 * Switches a fact on with this field and marks all records that have one. Returns their number;
 * null, with nothing changed, when another fact uses the field.
 */
export const enableField = (
  db: Db,
  change: Change,
  field: Pick<FieldRow, 'of' | 'name' | 'fieldCode' | 'fieldName' | 'options'>,
): Promise<number | null> =>
  transact(db, async (tx) => {
    const { companyId, userId, at } = change;
    const rows = await fieldRows(tx, companyId);
    const isTaken = rows.some(
      ({ enabled, of, name, fieldCode }) =>
        enabled && of === field.of && name !== field.name && fieldCode === field.fieldCode,
    );
    if (isTaken) return null;
    const saved = {
      ...field,
      enabled: true,
      problem: null,
      problemAt: null,
      savedById: userId,
      savedAt: at,
    };
    await tx
      .insert(pipedriveFields)
      .values({ companyId, ...saved })
      .onConflictDoUpdate({
        target: [pipedriveFields.companyId, pipedriveFields.of, pipedriveFields.name],
        set: saved,
      });
    await writeFieldAudit(tx, change, field, { choice: 'on', field: field.fieldName });
    return markAllRecords(tx, change, field.of, at);
  });

const isField = ({ companyId, of, name }: RecordFact & { companyId: number }) =>
  and(
    eq(pipedriveFields.companyId, companyId),
    eq(pipedriveFields.of, of),
    eq(pipedriveFields.name, name),
  );

/** Switches a fact off; its field keeps its values. */
export const disableField = (db: Db, change: Change, fact: RecordFact): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, userId, at } = change;
    const changed = await tx
      .update(pipedriveFields)
      .set({ enabled: false, savedById: userId, savedAt: at })
      .where(and(isField({ companyId, ...fact }), eq(pipedriveFields.enabled, true)))
      .returning({ name: pipedriveFields.name });
    if (changed.length > 0) await writeFieldAudit(tx, change, fact, { choice: 'off' });
  });

/** Stops writing a field that Pipedrive no longer accepts, unless another one was chosen since. */
export const stopField = (
  db: Db,
  realmId: string,
  field: FieldRow,
  problem: FieldProblem,
  at: number,
): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .update(pipedriveFields)
      .set({ problem, problemAt: at })
      .where(and(isField(field), eq(pipedriveFields.fieldCode, field.fieldCode)));
    announceChange(tx, { companyId: field.companyId, realmId, dealIds: null });
  });

/**
 * Writes a stopped field again and marks all records that have one; does nothing when another field
 * was chosen since.
 */
export const resumeField = (
  db: Db,
  { companyId, realmId }: RealmKey,
  field: FieldRow,
  at: number,
): Promise<void> =>
  transact(db, async (tx) => {
    const resumed = await tx
      .update(pipedriveFields)
      .set({ problem: null, problemAt: null })
      .where(and(isField(field), eq(pipedriveFields.fieldCode, field.fieldCode)))
      .returning({ name: pipedriveFields.name });
    if (resumed.length === 0) return;
    await markAllRecords(tx, { companyId, realmId }, field.of, at);
    announceChange(tx, { companyId, realmId, dealIds: null });
  });

type OfCompany = Pick<DirtyRecord, 'companyId' | 'of' | 'recordId'>;

const isRecord = ({ companyId, of, recordId }: OfCompany) =>
  and(
    eq(writtenRecords.companyId, companyId),
    eq(writtenRecords.of, of),
    eq(writtenRecords.recordId, recordId),
  );

/** Values last written to a record, by field_code; empty when there were none. */
export const writtenTo = async (
  db: Reader,
  record: OfCompany,
): Promise<Record<string, unknown>> => {
  const [row] = await db
    .select({ written: writtenRecords.written })
    .from(writtenRecords)
    .where(isRecord(record))
    .limit(1);
  return row?.written ?? {};
};

type Written = Pick<typeof writtenRecords.$inferSelect, 'written' | 'failure' | 'writtenAt'>;

const failureOf = async (db: Reader, record: OfCompany): Promise<Written['failure']> => {
  const [row] = await db
    .select({ failure: writtenRecords.failure })
    .from(writtenRecords)
    .where(isRecord(record))
    .limit(1);
  return row?.failure ?? null;
};

const isSameFailure = (one: Written['failure'], other: Written['failure']): boolean =>
  one?.reason === other?.reason && one?.said === other?.said;

/** Panels of a deal, or all panels, list its problems. */
const announceRecord = (tx: Tx, { companyId, realmId, of, recordId }: DirtyRecord): void =>
  announceChange(tx, { companyId, realmId, dealIds: of === 'deal' ? [recordId] : null });

/**
 * Stores what was written to a record, or why it was refused, and removes its mark. A failure that
 * repeats keeps the time at which it was new.
 */
export const recordWritten = (
  db: Db,
  record: DirtyRecord,
  written: Written,
  overdueAt: number | null,
): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, of, recordId } = record;
    const before = await failureOf(tx, record);
    const isSame = isSameFailure(before, written.failure);
    const stored = { ...written, failure: isSame ? before : written.failure };
    await tx
      .insert(writtenRecords)
      .values({ companyId, of, recordId, ...stored })
      .onConflictDoUpdate({
        target: [writtenRecords.companyId, writtenRecords.of, writtenRecords.recordId],
        set: stored,
      });
    if (!isSame) announceRecord(tx, record);
    await finishRecord(tx, record, overdueAt);
  });

/** Removes the mark of a record that needs no update, and an earlier refusal. */
export const recordUnchanged = (
  db: Db,
  record: DirtyRecord,
  overdueAt: number | null,
): Promise<void> =>
  transact(db, async (tx) => {
    const cleared = await tx
      .update(writtenRecords)
      .set({ failure: null })
      .where(and(isRecord(record), isNotNull(writtenRecords.failure)))
      .returning({ recordId: writtenRecords.recordId });
    if (cleared.length > 0) announceRecord(tx, record);
    await finishRecord(tx, record, overdueAt);
  });

/** Forgets a record that was deleted in Pipedrive or is hidden from the connection owner. */
export const forgetRecord = (db: Db, record: DirtyRecord): Promise<void> =>
  transact(db, async (tx) => {
    await tx.delete(writtenRecords).where(isRecord(record));
    await finishRecord(tx, record, null);
  });

const mostFailures = 5;

/** Records that Pipedrive refused to update, the latest first, and the number of all of them. */
export const refusedRecords = async (db: Reader, companyId: number) => {
  const isRefused = and(eq(writtenRecords.companyId, companyId), isNotNull(writtenRecords.failure));
  const { of, recordId, failure } = writtenRecords;
  const latest = await db
    .select({ of, recordId, failure })
    .from(writtenRecords)
    .where(isRefused)
    .orderBy(desc(writtenRecords.writtenAt))
    .limit(mostFailures);
  if (latest.length < mostFailures) return { latest, count: latest.length };
  const [row] = await db.select({ records: count() }).from(writtenRecords).where(isRefused);
  return { latest, count: row?.records ?? 0 };
};
