import type Database from 'better-sqlite3';
import { pendingMigrations } from './migrations.ts';

/** How long a starting process waits for another one that is migrating. */
const patienceMs = 60_000;
const retryMs = 10;

/**
 * Applies the pending migrations in one transaction. Processes that start at the same time wait for
 * the first one. Throws StartProblem.
 */
export const migrateSqlite = (client: Database.Database): void => {
  client.pragma(`busy_timeout = ${patienceMs}`);
  useWriteAheadLog(client);
  client.transaction(() => applyPending(client)).immediate();
};

/** Retries by itself: `busy_timeout` does not apply to the change of the journal mode. */
const useWriteAheadLog = (client: Database.Database): void => {
  const sleeping = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += retryMs) {
    try {
      client.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code?.startsWith('SQLITE_BUSY') || waited >= patienceMs) throw error;
    }
    Atomics.wait(sleeping, 0, 0, retryMs);
  }
};

/** Records migrations in the table of Drizzle's own migrator. */
const applyPending = (client: Database.Database): void => {
  client.exec(
    'create table if not exists __drizzle_migrations (id integer primary key autoincrement, hash text not null, created_at numeric)',
  );
  const [{ last } = { last: null }] = client
    .prepare<[], { last: number | null }>(
      'select max(created_at) as last from __drizzle_migrations',
    )
    .all();
  for (const { sql, hash, folderMillis } of pendingMigrations('sqlite', last)) {
    for (const statement of sql) client.exec(statement);
    client
      .prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      .run(hash, folderMillis);
  }
};
