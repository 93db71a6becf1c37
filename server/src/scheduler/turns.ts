import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db, Reader, TransactionOptions, Tx } from '../db/database.ts';
import { sendSignal } from '../db/signals.ts';
import { skipLocked } from '../db/skip-locked.ts';
import { afterCommit, transact } from '../db/transact.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import { type Turn, type TurnKey, turns } from './tables.ts';
import { wake } from './wake.ts';

/** When the next work is due, epoch milliseconds, and whether a user waits for it. */
export type Due = { at: number; urgent: boolean };

/**
 * Makes a turn due at `at` or earlier. Call it in the transaction that writes the work. Work
 * written during a user's request is urgent. When it is due by `now`, schedulers are notified.
 */
export const makeDue = async (tx: Tx, key: TurnKey, at: number, now: number): Promise<void> => {
  await makeDueLater(tx, key, at);
  // Notify only when needed: PostgreSQL serializes commits that notify, across the whole cluster.
  if (at > now) return;
  await sendSignal(tx, turnsChannel);
  afterCommit(wake);
};

/** Like `makeDue` for a future instant, without a notification: schedulers find it by polling. */
export const makeDueLater = async (tx: Tx, key: TurnKey, at: number): Promise<void> => {
  const urgent = userFacing.has(key.job) && currentReason().urgency === 'user';
  const earlier = sql`case when ${turns.dueAt} is null or ${turns.dueAt} > excluded.due_at then excluded.due_at else ${turns.dueAt} end`;
  await tx
    .insert(turns)
    .values({ ...key, dueAt: at, urgent })
    .onConflictDoUpdate({
      target: [turns.companyId, turns.realmId, turns.job],
      set: { dueAt: earlier, ...(urgent && { urgent }) },
    });
};

/** Channel on which processes notify each other that a turn became due. */
export const turnsChannel = 'turns';

/** Jobs whose outcome a user may wait for. No user waits for notes and sweeps. */
const userFacing = new Set<TurnKey['job']>(['quickbooks', 'consents']);

/** Adds the turn of an installation-wide job, due at once, unless it exists. */
export const addInstallationTurn = async (tx: Tx, job: TurnKey['job'], now: number) => {
  await tx
    .insert(turns)
    .values({ companyId: 0, realmId: '', job, dueAt: now })
    .onConflictDoNothing();
};

/** Ends the leases of killed processes. Call it only when no other process uses the database. */
export const releaseTurns = async (tx: Tx, now: number): Promise<void> => {
  await tx
    .update(turns)
    .set({ leaseUntil: null, dueAt: now, fence: sql`${turns.fence} + 1` })
    .where(isNotNull(turns.leaseUntil));
};

/**
 * Ranks an urgent turn as if it had been served this much earlier, so that other turns still get
 * their share.
 */
const urgentMs = 60_000;

const servedFirst = sql`case when ${turns.urgent} then ${turns.servedAt} - ${urgentMs} else ${turns.servedAt} end`;

export type Wanted = {
  now: number;
  leaseMs: number;
  limit: number;
  /** Also takes turns that failed last time. */
  failing: boolean;
  jobs: readonly Turn['job'][];
};

const isDue = ({ now, failing, jobs }: Wanted) =>
  and(
    lte(turns.dueAt, now),
    or(isNull(turns.leaseUntil), lte(turns.leaseUntil, now)),
    inArray(turns.job, [...jobs]),
    failing ? undefined : eq(turns.failures, 0),
  );

/** Reads at most one row, in index order. */
const isAnyDue = async (db: Reader, wanted: Wanted): Promise<boolean> => {
  const due = db.select({ id: turns.id }).from(turns).where(isDue(wanted));
  return (await due.orderBy(asc(turns.dueAt)).limit(1)).length > 0;
};

/** Sorts all due turns: 0.4 ms of CPU for a thousand, no more than an index by rank would need. */
const dueTurns = (db: Reader, wanted: Wanted) =>
  db
    .select({ id: turns.id })
    .from(turns)
    .where(isDue(wanted))
    // Expired leases of killed processes first, because their companies have already waited.
    .orderBy(asc(isNull(turns.leaseUntil)), servedFirst, asc(turns.dueAt), asc(turns.id))
    .limit(wanted.limit);

/** Safe because each transaction locks the rows it decides on before it reads anything else. */
const lockingRows: TransactionOptions = { isolation: 'read committed' };

/** Leases up to `limit` due turns, those served longest ago first. */
export const takeTurns = async (db: Db, wanted: Wanted): Promise<Turn[]> => {
  // Most polls find nothing and then need no transaction.
  if (!(await isAnyDue(db, wanted))) return [];
  return transact(
    db,
    async (tx) => {
      const free = (await skipLocked(dueTurns(tx, wanted))).map(({ id }) => id);
      if (free.length === 0) return [];
      const until = wanted.now + wanted.leaseMs;
      const taken = await tx
        .update(turns)
        .set({
          leaseUntil: until,
          dueAt: until,
          servedAt: wanted.now,
          fence: sql`${turns.fence} + 1`,
        })
        .where(inArray(turns.id, free))
        .returning();
      return taken.sort((one, other) => free.indexOf(one.id) - free.indexOf(other.id));
    },
    lockingRows,
  );
};

/** How a turn ended; see the columns of `turns`. */
export type TurnOutcome = Pick<Turn, 'failures' | 'failingSince' | 'failureCode'>;

type LeasedTurn = Pick<Turn, 'id' | 'fence'>;

const isLeasedHere = ({ id, fence }: LeasedTurn) => and(eq(turns.id, id), eq(turns.fence, fence));

/** Extends a lease; false when it has expired or another process has taken the turn. */
export const renewTurn = (
  db: Db,
  turn: LeasedTurn,
  { now, leaseMs }: Pick<Wanted, 'now' | 'leaseMs'>,
): Promise<boolean> =>
  transact(
    db,
    async (tx) => {
      const until = now + leaseMs;
      const renewed = await tx
        .update(turns)
        .set({ leaseUntil: until, dueAt: until })
        .where(and(isLeasedHere(turn), gt(turns.leaseUntil, now)))
        .returning({ id: turns.id });
      return renewed.length === 1;
    },
    lockingRows,
  );

/**
 * Ends the lease and stores when the next work is due. `next` reads that inside the transaction,
 * after the turn is locked, so work written meanwhile is seen or makes the turn due afterwards.
 * False when another process has taken the turn.
 */
export const giveBack = (
  db: Db,
  turn: LeasedTurn,
  { failures, failingSince, failureCode }: TurnOutcome,
  next: (tx: Tx) => Promise<Due | null>,
): Promise<boolean> =>
  transact(
    db,
    async (tx) => {
      const released = await tx
        .update(turns)
        .set({ leaseUntil: null, dueAt: null, failures, failingSince, failureCode })
        .where(isLeasedHere(turn))
        .returning({ id: turns.id });
      if (released.length === 0) return false;
      const due = await next(tx);
      const changes = { dueAt: due?.at ?? null, urgent: due?.urgent ?? false };
      await tx.update(turns).set(changes).where(eq(turns.id, turn.id));
      return true;
    },
    lockingRows,
  );
