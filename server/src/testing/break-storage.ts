import { sql } from 'drizzle-orm';
import pg from 'pg';
import { inject } from 'vitest';
import type { Db, Tx } from '../db/database.ts';
import { byDialect } from '../db/dialect.ts';
import { transact } from '../db/transact.ts';

/** Reasons why a running database rejects writes. */
export type Trouble = 'full' | 'read_only';

type Client = { get(query: unknown): Record<string, number>; run(query: unknown): unknown };

/** Returns the writing connection, so that pragmas set on it apply to later transactions. */
const writerOf = (db: Db): Promise<Client> => transact(db, async (tx) => tx as Tx & Client);

/** `full` limits the file to its size after filling its free pages; small rows may still fit. */
const breakSqlite = async (db: Db, trouble: Trouble) => {
  const client = await writerOf(db);
  if (trouble === 'read_only') {
    client.run(sql.raw('pragma query_only = on'));
    return async () => void client.run(sql.raw('pragma query_only = off'));
  }
  const { freelist_count: free = 0 } = client.get(sql.raw('pragma freelist_count'));
  client.run(sql.raw(`create table filler as select zeroblob(${free * 4_096}) as bytes`));
  const { page_count: pages = 0 } = client.get(sql.raw('pragma page_count'));
  client.get(sql.raw(`pragma max_page_count = ${pages}`));
  return async () => void client.get(sql.raw('pragma max_page_count = 1000000'));
};

const administer = async (database: string, statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: `${inject('postgresUrl')}/${database}` });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Terminates the backends of all other connections to the database. */
const terminateOthers =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

const refuse = `create function refuse() returns trigger language plpgsql as
  $$ begin raise exception 'disk full' using errcode = '53100'; end $$`;

const onEveryTable = (statement: string) =>
  `do $$ declare name text; begin for name in select tablename from pg_tables where schemaname = 'public'
   loop execute format('${statement}', name); end loop; end $$`;

/** A trigger raises the error of a full disk, which a test cannot cause. */
const breakPostgres = async (db: Db, trouble: Trouble) => {
  // Creates the test database, which is created at first use.
  await transact(db, async () => null);
  const name = new URL(db.file).pathname.slice(1);
  if (trouble === 'read_only') {
    const setting = `alter database ${name} set default_transaction_read_only`;
    await administer(name, [`${setting} = on`, terminateOthers]);
    return () => administer('postgres', [`${setting} = off`]);
  }
  const trigger = 'create trigger refuse before insert or update on %I execute function refuse()';
  await administer(name, [refuse, onEveryTable(trigger)]);
  return () => administer(name, ['drop function refuse cascade']);
};

/** Makes the database reject writes until the returned function is called. */
export const breakStorage = byDialect<(db: Db, trouble: Trouble) => Promise<() => Promise<void>>>({
  sqlite: breakSqlite,
  postgres: breakPostgres,
});

/** Ends all connections to the database, as a restart of PostgreSQL does. No effect on SQLite. */
export const endConnections = byDialect<(db: Db) => Promise<void>>({
  sqlite: async () => undefined,
  postgres: (db) => administer(new URL(db.file).pathname.slice(1), [terminateOthers]),
});

const lose = `create function lose() returns trigger language plpgsql as
  $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`;

const atCommit = `create constraint trigger lose after insert on install_states
  deferrable initially deferred for each row execute function lose()`;

/** Ends the connection during the commit of any transaction that inserted into `install_states`. */
export const loseAtCommit = (db: Db): Promise<void> =>
  administer(new URL(db.file).pathname.slice(1), [lose, atCommit]);

const moved = (byMs: number) =>
  `created_at = created_at + ${byMs} where created_at = (select max(created_at) from`;

/**
 * Shifts the generation time of the last applied migration, so that the schema seems newer or
 * older.
 */
export const moveSchemaVersion = byDialect<(db: Db, byMs: number) => Promise<void>>({
  sqlite: async (db, byMs) => {
    const table = '__drizzle_migrations';
    (await writerOf(db)).run(sql.raw(`update ${table} set ${moved(byMs)} ${table})`));
  },
  async postgres(db, byMs) {
    // Creates the test database, which is created at first use.
    await transact(db, async () => null);
    const table = 'drizzle.__drizzle_migrations';
    const name = new URL(db.file).pathname.slice(1);
    await administer(name, [`update ${table} set ${moved(byMs)} ${table})`]);
  },
});
