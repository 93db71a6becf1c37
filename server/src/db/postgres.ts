import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx, Writer } from './database.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { isUnusable, openPool, type Pool } from './postgres-pool.ts';
import { buildersOn, type RunStatement, runOn } from './postgres-session.ts';
import { shareReads } from './postgres-short-reads.ts';
import { listenOnPostgres } from './postgres-signals.ts';
import { addressOf, explainConnecting } from './postgres-start.ts';
import { StorageError } from './storage-error.ts';

export type ConnectionOptions = {
  /** Of this process: for reads, and as many again for transactions. */
  connections?: number;
  idleMs?: number;
  /**
   * When a statement that is not answered fails, and its connection is given up: a network that drops packets
   * says nothing.
   */
  statementMs?: number;
};

/** Opens the database and brings it up to date. Throws StartProblem. */
export const openPostgres = async (url: string, options: ConnectionOptions = {}): Promise<Db> => {
  const db = postgresDatabase(url, options);
  try {
    await explainConnecting(url, () => migratePostgres(url));
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
};

/**
 * A database that connects when it is first used, once `ready`. Transactions have connections of their own:
 * one that waits for a read would otherwise wait for itself once all connections are taken.
 */
export const postgresDatabase = (
  url: string,
  { connections = 8, idleMs = 30_000, statementMs = 60_000 }: ConnectionOptions = {},
  ready: () => Promise<unknown> = async () => null,
): Db => {
  const common = { url, connections, idleMs, statementMs, ready };
  const readOnly = 'set default_transaction_read_only = on; set jit = off';
  const reads = openPool({ ...common, sessionSettings: readOnly });
  const short = openPool({ ...common, sessionSettings: readOnly, connections: 1, pipeline: true });
  // Ends the transaction of a process that fell silent before those give up that wait for its locks.
  const leftOpen = `set idle_in_transaction_session_timeout = ${Math.ceil(statementMs / 2)}`;
  const writes = openPool({ ...common, sessionSettings: `set jit = off; ${leftOpen}` });
  const runShort = shareReads(short);
  const runAlone: RunStatement = async (statement, values) => {
    const client = await reads.take();
    let broken = false;
    try {
      return await runOn(client)(statement, values);
    } catch (error) {
      broken = isUnusable(error);
      throw error;
    } finally {
      reads.giveBack(client, broken);
    }
  };
  // Prepared reads stand in the way of every request and find few rows by an index.
  const run: RunStatement = (statement, values) =>
    statement.name === undefined ? runAlone(statement, values) : runShort(statement, values);
  return Object.assign(buildersOn(run), {
    file: addressOf(url),
    writer: makeWriter(writes),
    listen: (channel: string, onSignal: () => void) => listenOnPostgres(url, channel, onSignal),
    async close() {
      await Promise.all([reads.close(), short.close(), writes.close()]);
    },
  });
};

/** How long a transaction is repeated that conflicts with others. */
const conflictMs = 5_000;
const longestPauseMs = 400;

const isConflict = (error: unknown): boolean =>
  error instanceof StorageError && ['40001', '40P01', lockTimeout].includes(error.code);

const lockTimeout = '55P03';

const makeWriter = (pool: Pool): Writer => ({
  async run(work, { isolation = 'serializable' } = {}) {
    for (let waited = 0, most = 5, tries = 0; ; most = Math.min(2 * most, longestPauseMs)) {
      tries += 1;
      const frame = frameOf(isolation, tries > triesBesideOthers);
      try {
        return await runOnce(pool, frame, work);
      } catch (error) {
        if (!isConflict(error) || waited >= conflictMs) throw error;
        if ((error as StorageError).code === lockTimeout) waited += aloneWithinMs;
      }
      const ms = Math.random() * most;
      waited += ms;
      await pause(ms);
    }
  },
});

/**
 * A transaction that reads much conflicts with every small one that is committed meanwhile. After so many
 * tries it runs alone, over all processes: it waits for those that run, and others wait for it.
 */
const triesBesideOthers = 3;

/** A process that is stuck in a transaction must not hold up those that wait behind the one that waits for it. */
const aloneWithinMs = 1_000;

/** The lock that all transactions share; the number means nothing. */
const shared = 4_051_210;

type Frame = { begin: string; commit: string; rollback: string };

/** The lock is taken before the transaction begins, which then sees everything that was committed before. */
const frameOf = (isolation: string, alone: boolean): Frame => {
  const begin = `begin isolation level ${isolation}`;
  const kind = alone ? '' : '_shared';
  const limit = alone ? `set local lock_timeout = ${aloneWithinMs}; ` : '';
  const unlock = `select pg_advisory_unlock${kind}(${shared})`;
  return {
    begin: `begin; ${limit}select pg_advisory_lock${kind}(${shared}); commit; ${begin}`,
    commit: `commit; ${unlock}`,
    rollback: `rollback; ${unlock}`,
  };
};

const runOnce = async <T>(pool: Pool, frame: Frame, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await pool.take();
  const run = inOrder(runOn(client));
  let broken = false;
  try {
    await run.now({ text: frame.begin }, []);
    const result = await work(buildersOn(run.whileOpen) as Tx);
    run.end();
    const commit = run.now({ text: frame.commit }, []).catch(maybeStored);
    const [committed] = (await commit) as unknown as Committed;
    // A transaction whose work went on after an error is rolled back by "commit".
    if (committed.command !== 'COMMIT') throw new StorageError('other', '25P02');
    return result;
  } catch (error) {
    run.end();
    broken = isUnusable(error);
    if (!broken) await run.now({ text: frame.rollback }, []).catch(() => (broken = true));
    throw error;
  } finally {
    pool.giveBack(client, broken);
  }
};

/** A connection that is lost while it commits does not tell whether it did. */
const maybeStored = (error: unknown): never => {
  if (!(error instanceof StorageError) || error.reason !== 'lost') throw error;
  throw new StorageError(error.reason, error.code, { mayBeStored: true });
};

/** Several statements have as many results. */
type Committed = [{ command: string }, ...unknown[]];

/** Runs statements one after the other, also those that are begun at the same time, until `end`. */
const inOrder = (run: RunStatement) => {
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;
  const now: RunStatement = (statement, values) => {
    const mine = last.then(() => run(statement, values));
    last = mine.catch(() => null);
    return mine;
  };
  const whileOpen: RunStatement = async (statement, values) => {
    if (ended) throw new Error('This transaction has ended');
    return now(statement, values);
  };
  return { now, whileOpen, end: () => (ended = true) };
};
