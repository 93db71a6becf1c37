import pg from 'pg';
import { pendingMigrations } from './migrations.ts';
import { refuseTransactionPooler } from './postgres-pooler.ts';

/** Key of the advisory lock that migrating processes take; an arbitrary number. */
const lockKey = 4_051_209;

/**
 * Applies the pending migrations in one transaction. Processes that start at the same time wait for
 * the first one. Throws StartProblem, or the driver's error.
 */
export const migratePostgres = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => null);
  try {
    await client.connect();
    await refuseTransactionPooler(client, url);
    await client.query('begin');
    await waitForMigrations(client);
    await applyPending(client);
    await client.query('commit');
  } finally {
    await client.end().catch(() => null);
  }
};

/** Takes the migration lock until the client's transaction ends; starting processes wait for it. */
export const waitForMigrations = async (client: pg.Client): Promise<void> => {
  await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
};

/** Records migrations in the schema and table of Drizzle's own migrator. */
const applyPending = async (client: pg.Client): Promise<void> => {
  const found = await client.query(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  const exists: boolean = found.rows[0].exists;
  const pending = pendingMigrations('postgres', exists ? await lastApplied(client) : null);
  if (pending.length === 0) return;
  if (!exists) {
    await client.query('create schema if not exists drizzle');
    await client.query(
      'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
    );
  }
  for (const { sql, hash, folderMillis } of pending) {
    for (const statement of sql) await client.query(statement);
    await client.query(
      'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)',
      [hash, folderMillis],
    );
  }
};

const lastApplied = async (client: pg.Client): Promise<number | null> => {
  const { rows } = await client.query(
    'select max(created_at) as last from drizzle.__drizzle_migrations',
  );
  return rows[0].last === null ? null : Number(rows[0].last);
};
