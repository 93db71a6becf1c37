import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, Tx } from './database.ts';

const running = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Runs `work` in a transaction: all of its writes take effect, or none when it throws. No network calls
 * inside, because other writers wait. Throws when called inside another transaction, which would wait for
 * itself: pass `tx` on instead.
 */
export const transact = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => {
  if (running.getStore()?.open) {
    throw new Error('transact was called inside a transaction; pass its tx on instead');
  }
  return db.writer.run(async (tx) => {
    const state = { open: true };
    try {
      return await running.run(state, () => work(tx));
    } finally {
      state.open = false;
    }
  });
};
