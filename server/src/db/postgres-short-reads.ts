import type pg from 'pg';
import { isUnusable, type Pool } from './postgres-pool.ts';
import { type RunStatement, runOn } from './postgres-session.ts';

/** A pool connection that is taken while at least one read uses it. */
type Shared = {
  client: Promise<pg.PoolClient>;
  run: Promise<RunStatement>;
  reading: number;
  broken: boolean;
};

/**
 * Pipelines short reads on one shared connection; those of one event-loop turn are sent together.
 * Taking a connection per statement costs more than an indexed read. After a connection fails, the
 * next read opens another.
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
    const shared = current;
    shared.reading += 1;
    try {
      return await (await shared.run)(statement, values);
    } catch (error) {
      if (isUnusable(error)) {
        shared.broken = true;
        leave(shared);
      }
      throw error;
    } finally {
      shared.reading -= 1;
      if (shared.reading === 0) {
        leave(shared);
        void shared.client.then((client) => pool.giveBack(client, shared.broken)).catch(() => null);
      }
    }
  };
};

/** Corks the socket until the end of the event-loop turn. */
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
