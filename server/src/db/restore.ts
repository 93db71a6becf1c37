import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartProblem } from '../start-problem.ts';
import { moveDatabase } from './move-database.ts';
import { tablesOf } from './move-source.ts';
import type { Where } from './open-for-command.ts';
import { lockForServer } from './server-lock.ts';
import { restrictToOwner } from './sqlite.ts';
import { migrateSqlite } from './sqlite-migrate.ts';

/**
 * Restores a backup into the configured database, which must be empty unless `replace` is set.
 * `now` (epoch milliseconds) must be after the last request of any server. Returns the number of
 * operations that need a lookup. Throws StartProblem.
 */
export const restore = async (
  where: Where,
  backup: string,
  { now, replace = false }: { now: number; replace?: boolean },
): Promise<number> => {
  if (!existsSync(backup)) throw new StartProblem(`${backup} does not exist.`);
  const { databaseUrl, databaseFile } = where;
  if (databaseUrl === null) return restoreFile(databaseFile, backup, { now, replace });
  const copy = join(tmpdir(), `dealbill-restore-${crypto.randomUUID()}.sqlite`);
  try {
    const pending = prepareCopy(backup, copy, now);
    await moveDatabase({ databaseFile: copy, databaseUrl }, undefined, { replace });
    return pending;
  } finally {
    for (const end of ['', '-wal', '-shm', '-server', '-server-journal']) {
      rmSync(copy + end, { force: true });
    }
  }
};

const restoreFile = (
  file: string,
  backup: string,
  { now, replace }: { now: number; replace: boolean },
): number => {
  const lock = lockForServer(file);
  const copy = `${file}-restore`;
  try {
    if (!replace) refuseFilled(file);
    const pending = prepareCopy(backup, copy, now);
    // SQLite would apply the old file's write-ahead log to the new file.
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    renameSync(copy, file);
    restrictToOwner(file);
    return pending;
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
    lock.release();
  }
};

const refuseFilled = (file: string): void => {
  if (!existsSync(file)) return;
  const client = new Database(file, { readonly: true });
  try {
    const filled = tablesOf(client).filter(({ name }) =>
      client.prepare(`select 1 from "${name}" limit 1`).get(),
    );
    if (filled.length === 0) return;
    throw new StartProblem(
      `DATABASE_FILE ${file} is not empty: it has rows in ${filled.map(({ name }) => name).join(', ')}. ` +
        'Choose another file, or replace it with --replace. Nothing was restored.',
    );
  } finally {
    client.close();
  }
};

const prepareCopy = (backup: string, copy: string, now: number): number => {
  copyFileSync(backup, copy);
  chmodSync(copy, 0o600);
  const client = new Database(copy);
  try {
    refuseOtherFiles(client, backup);
    migrateSqlite(client);
    const pending = client.transaction(() => resume(client, now))();
    client.pragma('journal_mode = DELETE');
    return pending;
  } finally {
    client.close();
  }
};

const refuseOtherFiles = (client: Database.Database, backup: string): void => {
  const known = "select 1 from sqlite_master where name = '__drizzle_migrations'";
  try {
    if (client.prepare(known).get()) return;
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_NOTADB') throw error;
  }
  throw new StartProblem(`${backup} is no backup of Dealbill.`);
};

/**
 * Makes open operations unconfirmed, as sent at `now`, so that each gets a lookup first: it may
 * have been sent after the backup. Deletes leases and permits, whose processes have ended.
 */
const resume = (client: Database.Database, now: number): number => {
  const { changes } = client
    .prepare(
      `update operations set state = 'unconfirmed', last_sent_at = :now, next_at = :now, lease_until = null,
         fence = fence + 1, not_found = 0, rejected = 0
       where state in ('waiting', 'sending', 'unconfirmed')`,
    )
    .run({ now });
  client
    .prepare('update turns set lease_until = null, due_at = :now, failures = 0, fence = fence + 1')
    .run({ now });
  for (const table of ['connections', 'grants']) {
    client.exec(`update ${table} set lease_id = null, lease_until = null`);
  }
  client.exec('delete from realm_permits');
  return changes;
};
