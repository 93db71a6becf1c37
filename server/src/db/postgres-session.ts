import { NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Reader } from './database.ts';
import { postgresStorageError } from './storage-error.ts';

/** Parses 8-byte integers, also counts, as numbers: all are below 2^53. The default is strings. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Runs one statement. Throws StorageError. */
export type RunStatement = (
  statement: pg.QueryConfig & { rowMode?: 'array' },
  values: unknown[],
) => Promise<{ rows: unknown[][] }>;

type Client = {
  query(statement: pg.QueryConfig, values: unknown[]): Promise<pg.QueryResult>;
};

/** Rethrows errors unchanged: Drizzle's wrapper would put the values into the message. */
const unwrapped = {
  queryWithCache: <T>(_text: string, _values: unknown[], query: () => Promise<T>) => query(),
};

class Session extends NodePgSession<Record<string, never>, Record<string, never>> {
  override prepareQuery(...parameters: Parameters<NodePgSession<never, never>['prepareQuery']>) {
    return Object.assign(super.prepareQuery(...parameters), unwrapped) as never;
  }
}

const dialect = new PgDialect();
const runners = new WeakMap<object, RunStatement>();

/** Creates query builders whose statements run through `run`. */
export const buildersOn = (run: RunStatement): Reader => {
  const session = new Session({ query: run } as unknown as pg.Client, dialect, undefined);
  const builders = new PgDatabase(dialect, session, undefined) as unknown as Reader;
  runners.set(builders, run);
  return builders;
};

/** Returns the `run` that `buildersOn` was given. Throws for other builders. */
export const runnerOf = (builders: Reader): RunStatement => {
  const run = runners.get(builders);
  if (!run) throw new Error('These builders were not made by buildersOn');
  return run;
};

/** Replaces U+0000, which PostgreSQL cannot store, by the replacement character U+FFFD. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\u{FFFD}') : value;

/** Runs statements on a driver client. Throws StorageError. */
export const runOn =
  (client: Client): RunStatement =>
  async (statement, values) => {
    try {
      return (await client.query(statement, values.map(storable))) as unknown as {
        rows: unknown[][];
      };
    } catch (error) {
      throw postgresStorageError(error);
    }
  };
