import pg from 'pg';
import { StartProblem } from '../start-problem.ts';
import type { Cell, Source, SourceTable } from './move-source.ts';
import { migratePostgres, waitForMigrations } from './postgres-migrate.ts';
import { addressOf, explainConnectionError } from './postgres-start.ts';

/** The PostgreSQL database to copy to, inside one transaction. */
export type Target = {
  insert(table: SourceTable, rows: Cell[][]): Promise<void>;
  /** The inserted rows, converted back to SQLite's representation. */
  rows(table: SourceTable): AsyncIterable<Cell[]>;
  /** Exact sum of a column of decimal text. */
  sum(table: SourceTable, column: string): Promise<string>;
  /** Sets the key's sequence so that the next generated key is above `used`. */
  setCounter(table: SourceTable, used: number): Promise<void>;
  commit(): Promise<void>;
  /** Closes the connection; an uncommitted transaction is rolled back. */
  close(): Promise<void>;
};

const application = 'dealbill-move';

/**
 * Migrates the database and locks its tables until `close`, so that servers wait. The tables must
 * be empty; `replace` truncates them. Throws StartProblem.
 */
export const openTarget = async (
  url: string,
  source: Source,
  { replace = false } = {},
): Promise<Target> => {
  await explainConnectionError(url, () => migratePostgres(url));
  const client = new pg.Client({ connectionString: url, application_name: application });
  // A lost connection fails its statement; without a listener the event would end the process.
  client.on('error', () => null);
  try {
    await explainConnectionError(url, () => client.connect());
    await client.query('begin');
    await waitForMigrations(client);
    await refuseServers(client, url);
    const types = await typesOf(client, source.tables);
    const names = source.tables.map(({ name }) => `"${name}"`);
    await client.query(`lock table ${names.join(', ')} in access exclusive mode`);
    if (replace) await client.query(`truncate table ${names.join(', ')}`);
    else await refuseFilled(client, url, source.tables);
    return targetOn(client, types);
  } catch (error) {
    await client.end().catch(() => null);
    throw error;
  }
};

/** Rows per fetch: 500 invoices with their JSON are about 5 MB. */
const batch = 500;

const quoted = ({ columns }: SourceTable) => columns.map(({ name }) => `"${name}"`).join(', ');

const typesIn = (types: Types, { name, columns }: SourceTable) =>
  columns.map((column) => types.get(name)?.get(column.name) ?? 'text');

/** Reads a table by a cursor of the open transaction, as cells in SQLite's representation. */
export async function* storedRows(
  client: pg.Client,
  table: SourceTable,
  types: Types,
): AsyncGenerator<Cell[]> {
  const ofColumns = typesIn(types, table);
  const text = `declare stored no scroll cursor for select ${quoted(table)} from "${table.name}"`;
  await client.query(text);
  for (;;) {
    const fetched = await client.query({ text: `fetch ${batch} from stored`, rowMode: 'array' });
    for (const row of fetched.rows as unknown[][]) {
      yield row.map((cell, at) => fromPostgres(ofColumns[at] ?? 'text', cell));
    }
    if (fetched.rows.length === 0) break;
  }
  await client.query('close stored');
}

const targetOn = (client: pg.Client, types: Types): Target => {
  const toPostgres = (type: string, cell: Cell) =>
    type === 'boolean' && cell !== null ? cell === 1 : cell;
  return {
    async insert(table, rows) {
      const ofColumns = typesIn(types, table);
      const arrays = ofColumns.map((type, at) => `$${at + 1}::${type}[]`);
      await client.query(
        `insert into "${table.name}" (${quoted(table)}) select * from unnest(${arrays.join(', ')})`,
        ofColumns.map((type, at) => rows.map((row) => toPostgres(type, row[at] ?? null))),
      );
    },
    rows: (table) => storedRows(client, table, types),
    async sum({ name }, column) {
      const { rows } = await client.query(
        `select coalesce(sum("${column}"::numeric), 0)::text as total from "${name}"`,
      );
      return rows[0].total;
    },
    async setCounter({ name, columns }, used) {
      const key = columns.find(({ isKey }) => isKey)?.name;
      await client.query('select setval(pg_get_serial_sequence($1, $2), $3)', [name, key, used]);
    },
    async commit() {
      await client.query('commit');
    },
    async close() {
      await client.end().catch(() => null);
    },
  };
};

const fromPostgres = (type: string, cell: unknown): Cell =>
  cell === null || type === 'text' ? (cell as Cell) : Number(cell);

/** PostgreSQL type by table name and column name. */
export type Types = Map<string, Map<string, string>>;

/** Reads the types of all columns. Throws StartProblem when a table has other columns in SQLite. */
export const typesOf = async (client: pg.Client, tables: SourceTable[]): Promise<Types> => {
  const { rows } = await client.query(
    'select table_name, column_name, data_type from information_schema.columns where table_schema = current_schema()',
  );
  const types: Types = new Map();
  for (const { table_name, column_name, data_type } of rows) {
    const columns = types.get(table_name) ?? new Map();
    types.set(table_name, columns.set(column_name, data_type));
  }
  for (const { name, columns } of tables) {
    const known = [...(types.get(name)?.keys() ?? [])].sort();
    const wanted = columns.map((column) => column.name).sort();
    if (JSON.stringify(known) === JSON.stringify(wanted)) continue;
    throw new StartProblem(
      `The table ${name} does not have the same columns in both databases. Nothing was copied.`,
    );
  }
  return types;
};

/** Every running server has a connection: its scheduler queries the database each second. */
const refuseServers = async (client: pg.Client, url: string): Promise<void> => {
  const { rows } = await client.query(
    `select count(*)::int as running from pg_stat_activity
     where datname = current_database() and application_name = 'dealbill'`,
  );
  if (rows[0].running === 0) return;
  throw new StartProblem(
    `A Dealbill server is running on DATABASE_URL ${addressOf(url)}. Stop it first.`,
  );
};

const refuseFilled = async (
  client: pg.Client,
  url: string,
  tables: SourceTable[],
): Promise<void> => {
  const filled: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query(`select exists (select 1 from "${name}") as filled`);
    if (rows[0].filled) filled.push(name);
  }
  if (filled.length === 0) return;
  throw new StartProblem(
    `The database ${addressOf(url)} of DATABASE_URL is not empty: it has rows in ${filled.join(', ')}. ` +
      'Choose an empty database. Nothing was copied.',
  );
};
