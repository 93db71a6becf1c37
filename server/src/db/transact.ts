import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, TransactionOptions, Tx } from './database.ts';
import { type StorageError, storageProblem } from './storage-error.ts';

type State = { open: boolean; committed: Set<() => void> };

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
  let committed: State['committed'] = new Set();
  const inTransaction = async (tx: Tx) => {
    committed = new Set();
    const state = { open: true, committed };
    try {
      return await running.run(state, () => work(tx));
    } finally {
      state.open = false;
    }
  };
  const result = await recordProblem(db, () => db.writer.run(inTransaction, options));
  for (const act of committed) act();
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
