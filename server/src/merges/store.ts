import { and, asc, desc, eq, inArray, isNotNull, lte, notInArray, sql } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { makeDue } from '../scheduler/turns.ts';
import { type Moved, type RecordKind, type RemovedRecord, removedRecords } from './tables.ts';

/** Identifies a record; `realmId` is empty for records of Pipedrive. */
export type RecordKey = Pick<RemovedRecord, 'companyId' | 'realmId' | 'kind' | 'recordId'>;

export const pipedriveRecord = (
  companyId: number,
  kind: Exclude<RecordKind, 'customer'>,
  id: number,
): RecordKey => ({ companyId, realmId: '', kind, recordId: String(id) });

const isRecord = ({ companyId, realmId, kind, recordId }: RecordKey) =>
  and(
    eq(removedRecords.companyId, companyId),
    eq(removedRecords.realmId, realmId),
    eq(removedRecords.kind, kind),
    eq(removedRecords.recordId, recordId),
  );

type Found = RecordKey &
  Pick<RemovedRecord, 'foundBy'> & { mergedIntoId?: string | null; candidateId?: string };

/** The same hint is checked again after this time. */
const againAfterMs = 20 * 3_600_000;

/**
 * Stores that a record was removed, once, and makes the job `merges` due. A known remaining record
 * replaces an unknown one; a candidate is only kept until then.
 */
export const recordRemoved = async (
  tx: Tx,
  { mergedIntoId = null, candidateId, ...found }: Found,
  now: number,
): Promise<void> => {
  if (mergedIntoId === found.recordId) return;
  const known = await removedRecord(tx, found);
  if (known?.mergedIntoId) return;
  if (known && mergedIntoId === null) {
    if (candidateId === undefined) return;
    const isSame = known.candidateId === candidateId;
    if (isSame && (known.nextAt !== null || now - known.foundAt < againAfterMs)) return;
  }
  const due = {
    mergedIntoId,
    candidateId: candidateId ?? null,
    foundAt: now,
    nextAt: now,
    tries: 0,
  };
  await tx
    .insert(removedRecords)
    .values({ ...found, ...due })
    .onConflictDoUpdate({
      target: [
        removedRecords.companyId,
        removedRecords.realmId,
        removedRecords.kind,
        removedRecords.recordId,
      ],
      set: { ...due, foundBy: found.foundBy },
    });
  await makeDue(tx, mergesTurn(found.companyId), now, now);
};

export const mergesTurn = (companyId: number) =>
  ({ companyId, realmId: '', job: 'merges' }) as const;

export const removedRecord = async (
  db: Reader,
  record: RecordKey,
): Promise<RemovedRecord | null> => {
  const [row] = await db.select().from(removedRecords).where(isRecord(record)).limit(1);
  return row ?? null;
};

const longestChain = 20;

/**
 * The record that remains after this one was merged into `mergedIntoId`, and that one perhaps into
 * others. Null when the merges lead back to a record.
 */
export const remainingRecord = async (
  db: Reader,
  record: RecordKey,
  mergedIntoId: string,
): Promise<string | null> => {
  const seen = new Set([record.recordId]);
  let recordId = mergedIntoId;
  while (!seen.has(recordId) && seen.size <= longestChain) {
    seen.add(recordId);
    const row = await removedRecord(db, { ...record, recordId });
    if (!row?.mergedIntoId) return recordId;
    recordId = row.mergedIntoId;
  }
  return null;
};

const isWaiting = (companyId: number) =>
  and(eq(removedRecords.companyId, companyId), isNotNull(removedRecords.nextAt));

/** Names a record among those of the company. */
export const nameOfRecord = ({ realmId, kind, recordId }: RecordKey): string =>
  `${kind} ${recordId} ${realmId}`.trim();

const isNoneOf = (names: string[]) => {
  const { realmId, kind, recordId } = removedRecords;
  const name = sql<string>`trim(${kind} || ' ' || ${recordId} || ' ' || ${realmId})`;
  return notInArray(name, names);
};

/** Records that are due, except those named in `without`. */
export const dueRecords = (
  db: Reader,
  companyId: number,
  { now, without }: { now: number; without: string[] },
): Promise<RemovedRecord[]> =>
  db
    .select()
    .from(removedRecords)
    .where(and(isWaiting(companyId), lte(removedRecords.nextAt, now), isNoneOf(without)))
    .orderBy(asc(removedRecords.nextAt))
    .limit(20);

export const nextRecordAt = async (
  db: Reader,
  companyId: number,
  without: string[],
): Promise<number | null> => {
  const [next] = await db
    .select({ at: removedRecords.nextAt })
    .from(removedRecords)
    .where(and(isWaiting(companyId), isNoneOf(without)))
    .orderBy(asc(removedRecords.nextAt))
    .limit(1);
  return next?.at ?? null;
};

/** Stores the outcome of one step; `nextAt` null ends the work on this record. */
export const saveRecord = async (
  tx: Tx,
  record: RecordKey,
  change: Partial<Pick<RemovedRecord, 'mergedIntoId' | 'nextAt' | 'tries' | 'movedAt' | 'moved'>>,
): Promise<void> => {
  await tx.update(removedRecords).set(change).where(isRecord(record));
};

/** Looks into a record again later, each time after twice as long, up to an hour. */
export const postponeRecord = (db: Db, record: RemovedRecord, now: number): Promise<void> =>
  transact(db, (tx) =>
    saveRecord(tx, record, {
      nextAt: now + Math.min(3_600_000, 5_000 * 2 ** record.tries),
      tries: record.tries + 1,
    }),
  );

/** Forgets a record that exists after all. */
export const forgetRecord = (db: Db, record: RecordKey): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .delete(removedRecords)
      .where(and(isRecord(record), sql`${removedRecords.mergedIntoId} is null`));
  });

/** Gives earlier merges into a record that was merged itself their new remaining record. */
export const extendMerges = async (
  tx: Tx,
  record: RecordKey,
  mergedIntoId: string,
): Promise<void> => {
  const { companyId, realmId, kind, recordId } = record;
  await tx
    .update(removedRecords)
    .set({ mergedIntoId })
    .where(
      and(
        eq(removedRecords.companyId, companyId),
        eq(removedRecords.realmId, realmId),
        eq(removedRecords.kind, kind),
        eq(removedRecords.mergedIntoId, recordId),
      ),
    );
};

export type Merge = Pick<RemovedRecord, 'kind' | 'recordId'> & { movedAt: number; moved: Moved };

const mostMerges = 5;

/** Merges into these records that moved something since `since`, the latest first. */
export const mergesInto = async (
  db: Reader,
  { companyId, realmId, kind }: Omit<RecordKey, 'recordId'>,
  recordIds: string[],
  since: number,
): Promise<Merge[]> => {
  const rows = await db
    .select({
      kind: removedRecords.kind,
      recordId: removedRecords.recordId,
      movedAt: removedRecords.movedAt,
      moved: removedRecords.moved,
    })
    .from(removedRecords)
    .where(
      and(
        eq(removedRecords.companyId, companyId),
        eq(removedRecords.realmId, realmId),
        eq(removedRecords.kind, kind),
        inArray(removedRecords.mergedIntoId, recordIds),
        sql`${removedRecords.movedAt} >= ${since}`,
      ),
    )
    .orderBy(desc(removedRecords.movedAt))
    .limit(mostMerges);
  return rows.flatMap(({ movedAt, moved, ...row }) =>
    movedAt !== null && moved ? [{ ...row, movedAt, moved }] : [],
  );
};
