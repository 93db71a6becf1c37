import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from './contract.ts';
import { markRecord } from './dirty-records.ts';
import { dirtyRecords, writtenRecords } from './tables.ts';

/** Differs from every value that a field can have. */
const unknownValue = true;

type RecordMerge = {
  companyId: number;
  of: RecordKind;
  from: number;
  into: number;
  /** Realms of the links that the merge moved. */
  realmIds: string[];
};

/**
 * Drops the marks, written values and refusal of a merged record, whose id no longer exists, and
 * marks the remaining one, if the merge moved anything. Pipedrive fills empty fields of the
 * remaining record from the merged one, so all fields that either had are written again.
 * https://support.pipedrive.com/en/article/merge-duplicates
 */
export const mergeFieldRecords = async (
  tx: Tx,
  { companyId, of, from, into, realmIds }: RecordMerge,
  now: number,
): Promise<void> => {
  const dirty = await tx
    .delete(dirtyRecords)
    .where(
      and(
        eq(dirtyRecords.companyId, companyId),
        eq(dirtyRecords.of, of),
        eq(dirtyRecords.recordId, from),
      ),
    )
    .returning({ realmId: dirtyRecords.realmId });
  const marked = [...new Set([...realmIds, ...dirty.map(({ realmId }) => realmId)])].toSorted();
  const dropped = await tx
    .delete(writtenRecords)
    .where(
      and(
        eq(writtenRecords.companyId, companyId),
        eq(writtenRecords.of, of),
        inArray(writtenRecords.recordId, marked.length > 0 ? [from, into] : [from]),
      ),
    )
    .returning({ written: writtenRecords.written });
  if (marked.length === 0) return;
  const codes = dropped.flatMap(({ written }) => Object.keys(written));
  if (codes.length > 0) {
    const written = Object.fromEntries(codes.map((code) => [code, unknownValue]));
    await tx
      .insert(writtenRecords)
      .values({ companyId, of, recordId: into, written, writtenAt: now });
  }
  for (const realmId of marked) {
    await markRecord(tx, { companyId, realmId }, { of, recordId: into }, now);
  }
};
