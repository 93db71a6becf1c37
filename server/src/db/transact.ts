import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, TransactionOptions, Tx } from './database.ts';
import { type StorageError, storageProblem } from './storage-error.ts';

type State = {
  tx: Tx;
  open: boolean;
  committed: Set<() => void>;
  collected: Map<Collector<unknown>, unknown[]>;
};

const running = new AsyncLocalStorage<State>();

/**
 * Runs `work` in a transaction and rolls back when it throws. Make no network calls inside: other
 * writers wait. PostgreSQL may repeat `work`, so it must change nothing outside the database.
 * Throws inside another transaction: pass its `tx` on instead.
 */
export const transact = async <T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> => {
  if (running.getStore()?.open) {
    throw new Error('transact was called inside a transaction; pass its tx on instead');
  }
  let last: Pick<State, 'committed' | 'collected'> = { committed: new Set(), collected: new Map() };
  const inTransaction = async (tx: Tx) => {
    const state: State = { tx, open: true, committed: new Set(), collected: new Map() };
    last = state;
    try {
      return await running.run(state, async () => {
        const result = await work(tx);
        for (const [collector, values] of state.collected) {
          await collector.beforeCommit(tx, values, db);
        }
        return result;
      });
    } finally {
      state.open = false;
    }
  };
  const result = await recordProblem(db, () => db.writer.run(inTransaction, options));
  for (const act of last.committed) act();
  for (const [collector, values] of last.collected) collector.afterCommit(db, values);
  return result;
};

const problems = new WeakMap<Db, StorageError>();

/** Returns the last database error of a transaction, other than `busy`; null after a success. */
export const lastStorageProblem = (db: Db): StorageError | null => problems.get(db) ?? null;

const recordProblem = async <T>(db: Db, write: () => Promise<T>): Promise<T> => {
  try {
    const result = await write();
    problems.delete(db);
    return result;
  } catch (error) {
    const problem = storageProblem(error);
    if (problem && problem.reason !== 'busy') problems.set(db, problem);
    throw error;
  }
};

/** Calls `act` after the current transaction commits; the same function once per transaction. */
export const afterCommit = (act: () => void): void => {
  running.getStore()?.committed.add(act);
};

/** Handles all values that one transaction collected, together. */
export type Collector<T> = {
  /** Runs at the end of the transaction, which it may still write in. */
  beforeCommit(tx: Tx, values: T[], db: Db): Promise<void>;
  afterCommit(db: Db, values: T[]): void;
};

/** Adds a value to those of the current transaction. Throws when `tx` is not its transaction. */
export const collect = <T>(tx: Tx, collector: Collector<T>, value: T): void => {
  const state = running.getStore();
  if (!state?.open || state.tx !== tx) {
    throw new Error('collect needs the tx of the running transaction');
  }
  const values = state.collected.get(collector);
  if (values) values.push(value);
  else state.collected.set(collector, [value]);
};
