import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db, Reader, TransactionOptions, Tx } from '../db/database.ts';
import { sendSignal } from '../db/signals.ts';
import { skipLocked } from '../db/skip-locked.ts';
import { afterCommit, transact } from '../db/transact.ts';
import { type Turn, type TurnKey, turns } from './tables.ts';
import { currentReason } from './urgency.ts';
import { wake } from './wake.ts';

/** When something is to be done next, epoch milliseconds, and whether a user waits for it. */
export type Due = { at: number; urgent: boolean };

/**
 * Makes a turn due at `at` at the latest. Call it in the transaction that writes what is due. Work that a
 * user's request writes is urgent. What is due by `now` is signalled to schedulers.
 */
export const makeDue = async (tx: Tx, key: TurnKey, at: number, now: number): Promise<void> => {
  await makeDueLater(tx, key, at);
  // Commits that notify are serialized over the whole PostgreSQL cluster.
  if (at > now) return;
  await sendSignal(tx, turnsChannel);
  afterCommit(wake);
};

/** The same for an instant in the future, which schedulers find by polling. */
export const makeDueLater = async (tx: Tx, key: TurnKey, at: number): Promise<void> => {
  const urgent = waitedFor.has(key.job) && currentReason().urgency === 'user';
  const earlier = sql`case when ${turns.dueAt} is null or ${turns.dueAt} > excluded.due_at then excluded.due_at else ${turns.dueAt} end`;
  await tx
    .insert(turns)
    .values({ ...key, dueAt: at, urgent })
    .onConflictDoUpdate({
      target: [turns.companyId, turns.realmId, turns.job],
      set: { dueAt: earlier, ...(urgent && { urgent }) },
    });
};

/** On which processes tell each other that something became due. */
export const turnsChannel = 'turns';

/** Jobs whose outcome a user may wait for; nobody waits for notes and sweeps. */
const waitedFor = new Set<TurnKey['job']>(['quickbooks', 'consents']);

/** Adds the turn of a job of the whole installation, due at once, unless it exists. */
export const addInstallationTurn = async (tx: Tx, job: TurnKey['job'], now: number) => {
  await tx
    .insert(turns)
    .values({ companyId: 0, realmId: '', job, dueAt: now })
    .onConflictDoNothing();
};

/** Ends the leases of processes that were killed; call it only when no other process works on the database. */
export const releaseTurns = async (tx: Tx, now: number): Promise<void> => {
  await tx
    .update(turns)
    .set({ leaseUntil: null, dueAt: now, fence: sql`${turns.fence} + 1` })
    .where(isNotNull(turns.leaseUntil));
};

/** An urgent turn counts as if it had been served this much longer ago, so others still have theirs. */
const urgentMs = 60_000;

const servedFirst = sql`case when ${turns.urgent} then ${turns.servedAt} - ${urgentMs} else ${turns.servedAt} end`;

export type Wanted = {
  now: number;
  leaseMs: number;
  limit: number;
  /** Whether turns that failed last time are taken too. */
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

/** Reads no further than the first in the order of its index. */
const isAnyDue = async (db: Reader, wanted: Wanted): Promise<boolean> => {
  const due = db.select({ id: turns.id }).from(turns).where(isDue(wanted));
  return (await due.orderBy(asc(turns.dueAt)).limit(1)).length > 0;
};

/** Sorts all that are due: 0.4 ms of processor time for a thousand, and no less through an index by rank. */
const dueTurns = (db: Reader, wanted: Wanted) =>
  db
    .select({ id: turns.id })
    .from(turns)
    .where(isDue(wanted))
    // Expired leases of killed processes first: their companies have waited for that already.
    .orderBy(asc(isNull(turns.leaseUntil)), servedFirst, asc(turns.dueAt), asc(turns.id))
    .limit(wanted.limit);

/** Each of these locks the rows that it decides about before it reads what else it needs. */
const lockingRows: TransactionOptions = { isolation: 'read committed' };

/** Leases up to `limit` turns that are due, those that were served longest ago first. */
export const takeTurns = async (db: Db, wanted: Wanted): Promise<Turn[]> => {
  // Most polls find nothing, and need no transaction for that.
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

type Held = Pick<Turn, 'id' | 'fence'>;

const held = ({ id, fence }: Held) => and(eq(turns.id, id), eq(turns.fence, fence));

/** Extends a lease that has not expired; false when it has, or another process has taken the turn. */
export const renewTurn = (
  db: Db,
  turn: Held,
  { now, leaseMs }: Pick<Wanted, 'now' | 'leaseMs'>,
): Promise<boolean> =>
  transact(
    db,
    async (tx) => {
      const until = now + leaseMs;
      const renewed = await tx
        .update(turns)
        .set({ leaseUntil: until, dueAt: until })
        .where(and(held(turn), gt(turns.leaseUntil, now)))
        .returning({ id: turns.id });
      return renewed.length === 1;
    },
    lockingRows,
  );

/**
 * Ends the lease. `next` reads when something is due next, inside the transaction and after the turn is
 * locked: what becomes due at the same time is either read here, or makes the turn due afterwards. False when
 * another process has taken the turn.
 */
export const giveBack = (
  db: Db,
  turn: Held,
  failures: number,
  next: (tx: Tx) => Promise<Due | null>,
): Promise<boolean> =>
  transact(
    db,
    async (tx) => {
      const given = await tx
        .update(turns)
        .set({ leaseUntil: null, dueAt: null, failures })
        .where(held(turn))
        .returning({ id: turns.id });
      if (given.length === 0) return false;
      const due = await next(tx);
      const to = { dueAt: due?.at ?? null, urgent: due?.urgent ?? false };
      await tx.update(turns).set(to).where(eq(turns.id, turn.id));
      return true;
    },
    lockingRows,
  );
