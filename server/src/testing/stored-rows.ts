import Database from 'better-sqlite3';
import pg from 'pg';
import { byDialect } from '../db/dialect.ts';
import { testPostgresUrl } from './open-test-database.ts';

/** Reads the database directly, without the table definitions of the code. */

type At = { file: string };

type Query = (statement: string) => Promise<Record<string, unknown>[]>;

const onSqlite = async <T>({ file }: At, work: (query: Query) => Promise<T>): Promise<T> => {
  const client = new Database(file, { readonly: true });
  try {
    return await work(async (statement) =>
      client.prepare<[], Record<string, unknown>>(statement).all(),
    );
  } finally {
    client.close();
  }
};

const onPostgres = async <T>(at: At, work: (query: Query) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: await testPostgresUrl(at) });
  await client.connect();
  try {
    return await work(async (statement) => (await client.query(statement)).rows);
  } finally {
    await client.end();
  }
};

const reading = byDialect({ sqlite: onSqlite, postgres: onPostgres });

/** Every table, and whether it has a column for the company. */
const tablesQuery = byDialect({
  sqlite: `select name, exists (select 1 from pragma_table_info(t.name) c where c.name = 'company_id') as owned
    from sqlite_master t where type = 'table' order by name`,
  postgres: `select table_name as name, exists (select 1 from information_schema.columns c
      where c.table_name = t.table_name and c.column_name = 'company_id') as owned
    from information_schema.tables t where table_schema in ('public', 'drizzle')
    order by table_name collate "C"`,
});

/** Names of the tables with and without a column for the company. */
export const tableNames = (at: At): Promise<{ ofCompanies: string[]; others: string[] }> =>
  reading(at, async (query) => {
    const tables = await query(tablesQuery);
    const named = (owned: boolean) =>
      tables.filter((table) => Boolean(table.owned) === owned).map(({ name }) => String(name));
    return { ofCompanies: named(true), others: named(false) };
  });

/** All rows of a company, by table. */
export const companyRows = async (
  at: At,
  companyId: number,
): Promise<Record<string, unknown[]>> => {
  const { ofCompanies } = await tableNames(at);
  return reading(at, async (query) => {
    const rows: Record<string, unknown[]> = {};
    for (const name of ofCompanies) {
      rows[name] = await query(`select * from ${name} where company_id = ${Number(companyId)}`);
    }
    return rows;
  });
};
