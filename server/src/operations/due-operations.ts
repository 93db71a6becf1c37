import { and, asc, gte, inArray, isNotNull, lt, lte, min, type SQL } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { Due } from '../scheduler/turns.ts';
import { isFree } from './store.ts';
import { type KindName, type Operation, operations } from './tables.ts';

export const batchSize = 20;

/** Of whose operations, and of which kinds. */
export type Lot = RealmKey & { kinds: KindName[]; now: number };

const ofLot = (lot: Lot) =>
  and(inRealm(operations, lot), inArray(operations.kind, lot.kinds), isNotNull(operations.nextAt));

/** For so long after an action its user may still wait for the outcome. */
const waitedForMs = 10 * 60_000;

const isRecent = (now: number) => gte(operations.sentAt, now - waitedForMs);

/**
 * The operations whose time has come: first those that a user may still wait for, then the others, the longest
 * waiting first.
 */
export const dueOperations = async (db: Reader, lot: Lot): Promise<Operation[]> => {
  const isDue = and(ofLot(lot), lte(operations.nextAt, lot.now), isFree(lot.now));
  const select = (of: SQL | undefined, most: number) =>
    db
      .select()
      .from(operations)
      .where(and(isDue, of))
      .orderBy(asc(operations.nextAt), asc(operations.sentAt))
      .limit(most);
  const recent = await select(isRecent(lot.now), batchSize);
  if (recent.length === batchSize) return recent;
  const older = lt(operations.sentAt, lot.now - waitedForMs);
  return [...recent, ...(await select(older, batchSize - recent.length))];
};

/** When the next operation of a lot is due, and whether a user may wait for one. */
export const nextOperation = async (db: Reader, lot: Lot): Promise<Due | null> => {
  const [next] = await db
    .select({ at: min(operations.nextAt) })
    .from(operations)
    .where(ofLot(lot));
  if (!next?.at) return null;
  const [recent] = await db
    .select({ id: operations.id })
    .from(operations)
    .where(and(ofLot(lot), isRecent(lot.now)))
    .limit(1);
  return { at: next.at, urgent: recent !== undefined };
};
