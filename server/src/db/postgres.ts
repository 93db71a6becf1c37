import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx, Writer } from './database.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { isUnusable, openPool, type Pool } from './postgres-pool.ts';
import { buildersOn, type RunStatement, runOn } from './postgres-session.ts';
import { shareReads } from './postgres-short-reads.ts';
import { listenOnPostgres } from './postgres-signals.ts';
import { addressOf, explainConnectionError } from './postgres-start.ts';
import { StorageError } from './storage-error.ts';

export type ConnectionOptions = {
  /** Connections of this process for reads, and as many again for transactions. */
  connections?: number;
  idleMs?: number;
  /**
   * Time-out of a statement, after which its connection is dropped: a network that loses packets
   * reports no error.
   */
  statementMs?: number;
};

/** Opens and migrates the database. Throws StartProblem. */
export const openPostgres = async (url: string, options: ConnectionOptions = {}): Promise<Db> => {
  const db = postgresDatabase(url, options);
  try {
    await explainConnectionError(url, () => migratePostgres(url));
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
};

/**
 * Connects at first use, after `ready`. Transactions have a separate pool: with a shared one, a
 * transaction waiting for a read would deadlock once all connections are taken.
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
  // Ends an unresponsive process's transaction before statements waiting for its locks time out.
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
  // Prepared reads run on every request and find few rows by an index.
  const run: RunStatement = (statement, values) =>
    statement.name === undefined ? runAlone(statement, values) : runShort(statement, values);
  return Object.assign(buildersOn(run), {
    file: addressOf(url),
    writer: makeWriter(writes),
    listen: (channel: string, onSignal: (payload: string) => void) =>
      listenOnPostgres(url, channel, onSignal),
    async close() {
      await Promise.all([reads.close(), short.close(), writes.close()]);
    },
  });
};

/** How long a conflicting transaction is repeated. */
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
 * After so many tries a transaction runs exclusively across all processes: a large read would
 * otherwise conflict with every small transaction committed meanwhile.
 */
const triesBesideOthers = 3;

/**
 * Longest wait for the exclusive lock. Other transactions queue behind it, so a process that is
 * stuck in a transaction would block them all.
 */
const aloneWithinMs = 1_000;

/** Key of the advisory lock that every transaction takes, usually shared; an arbitrary number. */
const shared = 4_051_210;

type Frame = { begin: string; commit: string; rollback: string };

/** Takes the lock before the transaction begins: its snapshot then has all earlier commits. */
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
    // PostgreSQL answers "commit" with ROLLBACK when `work` caught the error of a statement.
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

/** Sets `mayBeStored` when the connection is lost during the commit: its outcome is unconfirmed. */
const maybeStored = (error: unknown): never => {
  if (!(error instanceof StorageError) || error.reason !== 'lost') throw error;
  throw new StorageError(error.reason, error.code, { mayBeStored: true });
};

/** Results of a text with several statements. */
type Committed = [{ command: string }, ...unknown[]];

/** Queues statements so that they run one after the other; `whileOpen` throws after `end`. */
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
