import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Db } from '../db/database.ts';
import { byDialect } from '../db/dialect.ts';
import { postgresDatabase } from '../db/postgres.ts';
import { openDatabase } from '../db/sqlite.ts';

/** A file that does not exist yet; `stand-ins.ts` removes its folder at the end of the test run. */
export const testDatabaseFile = (): string =>
  join(inject('databaseFolder'), `${randomUUID()}.sqlite`);

/** Copied, because migrating takes longer. */
const openSqliteCopy = (): Db => {
  const file = testDatabaseFile();
  copyFileSync(join(inject('databaseFolder'), 'migrated.sqlite'), file);
  return openDatabase(file);
};

/** Runs a statement on the database that every cluster has. */
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

const opened = new Map<string, Db>();

/** A new database that is made of the migrated one when it is first used. */
const openPostgresCopy = (): Db => {
  const name = newName();
  let made: Promise<void> | undefined;
  const db = postgresDatabase(
    `${inject('postgresUrl')}/${name}`,
    { connections: 4, idleMs: 1_000 },
    () => {
      made ??= administer(`create database ${name} template migrated strategy file_copy`);
      return made;
    },
  );
  opened.set(name, db);
  return db;
};

/** Closes and drops the databases that this test file has opened. */
export const dropTestDatabases = async (): Promise<void> => {
  for (const [name, db] of opened) {
    await db.close();
    await administer(`drop database if exists ${name} with (force)`);
  }
  opened.clear();
};

/** An empty database of its own, opened as in production. */
export const openTestDatabase: () => Db = byDialect({
  sqlite: openSqliteCopy,
  postgres: openPostgresCopy,
});
