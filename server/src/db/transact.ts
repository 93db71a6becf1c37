import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, TransactionOptions, Tx } from './database.ts';
import { type StorageError, storageProblem } from './storage-error.ts';

type State = { open: boolean; committed: Set<() => void> };

const running = new AsyncLocalStorage<State>();

/**
 * Runs `work` in a transaction: all of its writes take effect, or none when it throws. No network calls
 * inside, because other writers wait. On PostgreSQL `work` may run several times, so it changes nothing
 * outside the database. Throws when called inside another transaction: pass `tx` on instead.
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
  const result = await noticed(db, () => db.writer.run(inTransaction, options));
  for (const act of committed) act();
  return result;
};

const problems = new WeakMap<Db, StorageError>();

/** Why the last transaction of this process failed, when the database was the reason; else null. */
export const lastStorageProblem = (db: Db): StorageError | null => problems.get(db) ?? null;

const noticed = async <T>(db: Db, write: () => Promise<T>): Promise<T> => {
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

/** Calls `act` once the transaction that runs has taken effect, at most once per transaction. */
export const afterCommit = (act: () => void): void => {
  running.getStore()?.committed.add(act);
};
