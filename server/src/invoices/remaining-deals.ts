import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { pipedriveRecord, remainingRecord } from '../merges/store.ts';
import { removedRecords } from '../merges/tables.ts';
import { dealPresence } from './tables.ts';

/**
 * Returns which deal is there now for each of these: itself, the one that remains after merges, or
 * null when it was deleted. From our own rows, so a removal that was not noticed yet is missing.
 */
export const remainingDeals = async (
  db: Reader,
  companyId: number,
  dealIds: number[],
): Promise<Map<number, number | null>> => {
  const unique = [...new Set(dealIds)];
  const remaining = new Map<number, number | null>(unique.map((dealId) => [dealId, dealId]));
  if (unique.length === 0) return remaining;
  const merged = await mergedDeals(db, companyId, unique);
  for (const [dealId, mergedIntoId] of merged) {
    const record = pipedriveRecord(companyId, 'deal', dealId);
    const intoId = await remainingRecord(db, record, mergedIntoId);
    remaining.set(dealId, intoId === null ? null : Number(intoId));
  }
  const shownIds = [...remaining.values()].flatMap((dealId) => dealId ?? []);
  const gone = new Set(await goneDeals(db, companyId, shownIds));
  for (const [dealId, shownId] of remaining) {
    if (shownId !== null && gone.has(shownId)) remaining.set(dealId, null);
  }
  return remaining;
};

const mergedDeals = async (
  db: Reader,
  companyId: number,
  dealIds: number[],
): Promise<Map<number, string>> => {
  const rows = await db
    .select({ recordId: removedRecords.recordId, mergedIntoId: removedRecords.mergedIntoId })
    .from(removedRecords)
    .where(
      and(
        eq(removedRecords.companyId, companyId),
        eq(removedRecords.realmId, ''),
        eq(removedRecords.kind, 'deal'),
        inArray(removedRecords.recordId, dealIds.map(String)),
        isNotNull(removedRecords.mergedIntoId),
      ),
    );
  return new Map(rows.map((row) => [Number(row.recordId), row.mergedIntoId ?? '']));
};

const goneDeals = async (db: Reader, companyId: number, dealIds: number[]): Promise<number[]> => {
  const rows = await db
    .select({ dealId: dealPresence.dealId })
    .from(dealPresence)
    .where(
      and(
        eq(dealPresence.companyId, companyId),
        inArray(dealPresence.dealId, dealIds),
        sql`${dealPresence.gone}`,
      ),
    );
  return rows.map(({ dealId }) => dealId);
};
