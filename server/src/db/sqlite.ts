import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StartProblem } from '../start-problem.ts';
import type { Db, Reader, Tx, Writer } from './database.ts';
import { migrateSqlite } from './sqlite-migrate.ts';
import { sqliteStorageError } from './storage-error.ts';

const ownerOnly = 0o600;

/**
 * Creates the file if missing, and makes it and its `-wal` and `-shm` files readable by their owner
 * only. New `-wal` and `-shm` files get the permissions of the file. Throws StartProblem.
 */
export const restrictToOwner = (file: string): void => {
  checkFolder(file);
  try {
    closeSync(openSync(file, 'a', ownerOnly));
    for (const path of [file, `${file}-wal`, `${file}-shm`]) {
      if (existsSync(path)) chmodSync(path, ownerOnly);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartProblem(`DATABASE_FILE ${file} cannot be opened for writing (${code}).`);
  }
};

/** Throws StartProblem when the folder of the database does not exist. */
export const checkFolder = (file: string): void => {
  const folder = dirname(file);
  if (existsSync(folder)) return;
  throw new StartProblem(
    `The folder ${folder} of DATABASE_FILE does not exist. Create it, or choose another file.`,
  );
};

const retryMs = 10;

/**
 * Begins a transaction once no other process has one open; throws SQLITE_BUSY after `busyMs`. Does
 * not use SQLite's own time-out, which would block the event loop.
 */
const beginWhenFree = async (begin: Database.Statement, busyMs: number): Promise<void> => {
  for (let waited = 0; ; waited += retryMs) {
    try {
      begin.run();
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code?.startsWith('SQLITE_BUSY') || waited >= busyMs) throw error;
    }
    await pause(retryMs);
  }
};

/**
 * Runs one transaction at a time, in the order of the calls. A write outside `run` would become
 * part of another caller's transaction on this connection, and be lost with its rollback.
 */
const makeWriter = (client: Database.Database, busyMs: number): Writer => {
  const tx = drizzle({ client }) as unknown as Tx;
  const begin = client.prepare('begin immediate');
  const commit = client.prepare('commit');
  const rollback = client.prepare('rollback');
  let last: Promise<unknown> = Promise.resolve();

  const inTransaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    try {
      await beginWhenFree(begin, busyMs);
      const result = await work(tx);
      commit.run();
      return result;
    } catch (error) {
      // SQLite may already have rolled back by itself, for example when the disk is full.
      if (client.open && client.inTransaction) rollback.run();
      throw sqliteStorageError(error);
    }
  };
  return {
    run(work) {
      const mine = last.then(() => inTransaction(work));
      last = mine.catch(() => null);
      return mine;
    },
  };
};

/** A SQLite database, which closes synchronously. */
export type SqliteDb = Omit<Db, 'close'> & { close(): void };

/**
 * Opens and migrates the database, with one connection for writes and a read-only one. A write
 * waits up to `busyMs` for another process, then throws StorageError. `synchronous=FULL`: losing a
 * row in state `sending` could create a duplicate invoice.
 */
export const openDatabase = (file: string, { busyMs = 5_000 } = {}): SqliteDb => {
  restrictToOwner(file);
  const writing = new Database(file);
  writing.pragma('synchronous = FULL');
  writing.pragma('foreign_keys = ON');
  migrateSqlite(writing);
  writing.pragma('busy_timeout = 0');

  const reading = new Database(file, { readonly: true });
  reading.pragma('busy_timeout = 5000');
  const reader = drizzle({ client: reading }) as unknown as Reader;
  return Object.assign(reader, {
    file,
    writer: makeWriter(writing, busyMs),
    // One server works on a file, so no other process sends signals.
    listen: () => async () => undefined,
    close() {
      reading.close();
      writing.close();
    },
  });
};
