import { NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Reader } from './database.ts';
import { postgresStorageError } from './storage-error.ts';

/** Whole numbers, counts among them, are below 2^53; by default the driver gives them as strings. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Runs one statement. Throws StorageError. */
export type RunStatement = (
  statement: pg.QueryConfig & { rowMode?: 'array' },
  values: unknown[],
) => Promise<{ rows: unknown[][] }>;

type Client = {
  query(statement: pg.QueryConfig, values: unknown[]): Promise<pg.QueryResult>;
};

/** Passes an error on as it is; Drizzle would put the values into its message. */
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

/** Query builders whose statements run through `run`. */
export const buildersOn = (run: RunStatement): Reader => {
  const session = new Session({ query: run } as unknown as pg.Client, dialect, undefined);
  const builders = new PgDatabase(dialect, session, undefined) as unknown as Reader;
  runners.set(builders, run);
  return builders;
};

/** What runs the statements of these builders. */
export const runnerOf = (builders: Reader): RunStatement => {
  const run = runners.get(builders);
  if (!run) throw new Error('These builders were not made by buildersOn');
  return run;
};

/** PostgreSQL cannot store U+0000: it becomes the character for what cannot be shown. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\u{FFFD}') : value;

/** Runs statements on a client of the driver. */
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
