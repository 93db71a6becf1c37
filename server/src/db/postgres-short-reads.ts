import type pg from 'pg';
import { isUnusable, type Pool } from './postgres-pool.ts';
import { type RunStatement, runOn } from './postgres-session.ts';

/** A connection that is taken from the pool while somebody reads on it. */
type Shared = {
  client: Promise<pg.PoolClient>;
  run: Promise<RunStatement>;
  reading: number;
  broken: boolean;
};

/**
 * Runs short reads on one connection that they share: those of a turn of the event loop are sent together, and
 * PostgreSQL answers them in order. For each statement, taking a connection and waking its server process
 * takes longer than an indexed read. A connection that fails is left to its own statements: the next opens
 * another.
 */
export const shareReads = (pool: Pool): RunStatement => {
  let current: Shared | null = null;
  const share = (): Shared => {
    const client = pool.take();
    const run = client.then((taken) => sentTogether(taken));
    run.catch(() => null);
    return { client, run, reading: 0, broken: false };
  };
  const leave = (shared: Shared): void => {
    if (current === shared) current = null;
  };
  return async (statement, values) => {
    current ??= share();
    const mine = current;
    mine.reading += 1;
    try {
      return await (await mine.run)(statement, values);
    } catch (error) {
      if (isUnusable(error)) {
        mine.broken = true;
        leave(mine);
      }
      throw error;
    } finally {
      mine.reading -= 1;
      if (mine.reading === 0) {
        leave(mine);
        void mine.client.then((client) => pool.giveBack(client, mine.broken)).catch(() => null);
      }
    }
  };
};

/** Holds back what is written until the end of the turn. */
const sentTogether = (client: pg.PoolClient): RunStatement => {
  const run = runOn(client);
  const { stream } = client.connection;
  let held = false;
  return (statement, values) => {
    if (!held) {
      held = true;
      stream.cork();
      setImmediate(() => {
        held = false;
        stream.uncork();
      });
    }
    return run(statement, values);
  };
};
