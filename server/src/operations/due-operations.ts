import { and, asc, gte, inArray, isNotNull, lt, lte, min, type SQL } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { Due } from '../scheduler/turns.ts';
import { isFree } from './store.ts';
import { type KindName, type Operation, operations } from './tables.ts';

export const batchSize = 20;

/** Selects operations by realm and kind, as of `now`. */
export type Lot = RealmKey & { kinds: KindName[]; now: number };

const matches = (lot: Lot) =>
  and(inRealm(operations, lot), inArray(operations.kind, lot.kinds), isNotNull(operations.nextAt));

/** A user may wait for the outcome this long after an action. */
const userWaitsMs = 10 * 60_000;

const isRecent = (now: number) => gte(operations.sentAt, now - userWaitsMs);

/**
 * Reads a batch of due operations: first those that a user may still wait for, oldest action first;
 * then the rest, longest due first. Each order is that of an index: thousands of operations can be
 * due at the same instant, and sorting them for every batch would block the process.
 */
export const dueOperations = async (db: Reader, lot: Lot): Promise<Operation[]> => {
  const isDue = and(matches(lot), lte(operations.nextAt, lot.now), isFree(lot.now));
  const select = (condition: SQL | undefined, order: SQL, most: number) =>
    db.select().from(operations).where(and(isDue, condition)).orderBy(order).limit(most);
  const recent = await select(isRecent(lot.now), asc(operations.sentAt), batchSize);
  if (recent.length === batchSize) return recent;
  const older = lt(operations.sentAt, lot.now - userWaitsMs);
  const rest = await select(older, asc(operations.nextAt), batchSize - recent.length);
  return [...recent, ...rest];
};

/** Returns when the next operation is due, and whether a user may wait for one. */
export const nextOperation = async (db: Reader, lot: Lot): Promise<Due | null> => {
  const [next] = await db
    .select({ at: min(operations.nextAt) })
    .from(operations)
    .where(matches(lot));
  if (!next?.at) return null;
  const [recent] = await db
    .select({ id: operations.id })
    .from(operations)
    .where(and(matches(lot), isRecent(lot.now)))
    .limit(1);
  return { at: next.at, urgent: recent !== undefined };
};
