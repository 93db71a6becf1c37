import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Db } from '../db/database.ts';
import { byDialect } from '../db/dialect.ts';
import { postgresDatabase } from '../db/postgres.ts';
import { openDatabase } from '../db/sqlite.ts';

/** A file that does not exist yet; `emulators.ts` removes its folder at the end of the test run. */
export const testDatabaseFile = (): string =>
  join(inject('databaseFolder'), `${randomUUID()}.sqlite`);

/** Copies a migrated database, because migrating takes longer. */
const openSqliteCopy = (): Db => {
  const file = testDatabaseFile();
  copyFileSync(join(inject('databaseFolder'), 'migrated.sqlite'), file);
  return openDatabase(file);
};

/** Runs a statement on the database `postgres`, which every cluster has. */
const administer = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: `${inject('postgresUrl')}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const newName = (): string => `test_${randomUUID().replaceAll('-', '')}`;

/** Address of a new database without tables. */
export const emptyPostgres = async (): Promise<string> => {
  const name = newName();
  await administer(`create database ${name}`);
  return `${inject('postgresUrl')}/${name}`;
};

const opened = new Map<string, { db: Db; make(): Promise<void> }>();

/** A new database, copied from the migrated one when it is first used. */
const openPostgresCopy = (): Db => {
  const name = newName();
  let made: Promise<void> | undefined;
  const make = () => {
    made ??= administer(`create database ${name} template migrated strategy file_copy`);
    return made;
  };
  const url = `${inject('postgresUrl')}/${name}`;
  const db = postgresDatabase(url, { connections: 4, idleMs: 5_000 }, make);
  opened.set(name, { db, make });
  return db;
};

/** Address of an opened test database, with the password, which `file` leaves out. */
export const testPostgresUrl = async ({ file }: { file: string }): Promise<string> => {
  const { pathname } = new URL(file);
  await opened.get(pathname.slice(1))?.make();
  return `${inject('postgresUrl')}${pathname}`;
};

const openedAgain: Db[] = [];

/** Opens the same database with its own connections, as another process does. */
export const openTestDatabaseAgain: (db: Db) => Db = byDialect({
  sqlite: ({ file }) => openDatabase(file),
  postgres: ({ file }) => {
    const { pathname } = new URL(file);
    const make = opened.get(pathname.slice(1))?.make;
    const url = `${inject('postgresUrl')}${pathname}`;
    const db = postgresDatabase(url, { connections: 4, idleMs: 5_000 }, make);
    openedAgain.push(db);
    return db;
  },
});

/** Closes and drops the databases that this test file opened. */
export const dropTestDatabases = async (): Promise<void> => {
  for (const db of openedAgain.splice(0)) await db.close();
  for (const [name, { db }] of opened) {
    await db.close();
    await administer(`drop database if exists ${name} with (force)`);
  }
  opened.clear();
};

/** Opens an empty, migrated database for this test only. */
export const openTestDatabase: () => Db = byDialect({
  sqlite: openSqliteCopy,
  postgres: openPostgresCopy,
});
