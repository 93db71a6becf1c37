import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StartProblem } from '../start-problem.ts';
import { lockForServer } from './server-lock.ts';
import { migrateSqlite } from './sqlite-migrate.ts';

/** A cell as SQLite stores it: a flag is 0 or 1, JSON is text. */
export type Cell = string | number | null;

export type SourceColumn = { name: string; isText: boolean; isKey: boolean };

/** A table of the SQLite file. */
export type SourceTable = { name: string; columns: SourceColumn[] };

/** Table, key and column of a cell that PostgreSQL cannot store, and the reason. */
type Unstorable = { table: string; key: Cell[]; column: string; why: string };

/** The SQLite file to copy. Locked against servers until `close`. */
export type Source = {
  tables: SourceTable[];
  rows(table: SourceTable): Iterable<Cell[]>;
  /** Highest autoincrement key ever used in the table; null when it has none. */
  counterOf(table: SourceTable): number | null;
  close(): void;
};

/** Locks, opens and migrates the file, and checks all values. Throws StartProblem. */
export const openSource = (file: string): Source => {
  if (!existsSync(file)) {
    throw new StartProblem(`There is no database to move: DATABASE_FILE ${file} does not exist.`);
  }
  const lock = lockForServer(file);
  const client = new Database(file);
  const close = () => {
    client.close();
    lock.release();
  };
  try {
    migrateSqlite(client);
    client.exec('begin');
    const tables = tablesOf(client);
    refuseUnstorable(client, tables);
    return {
      tables,
      *rows(table) {
        for (const raw of rawRows(client, table)) yield table.columns.map(cellReader(raw));
      },
      counterOf: (table) => counterOf(client, table),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
};

/** Lists the tables of a file except those of SQLite itself and of the migrations. */
export const tablesOf = (client: Database.Database): SourceTable[] => {
  const columns = client
    .prepare<[], { table: string; name: string; type: string; pk: number }>(
      `select t.name as "table", c.name, c.type, c.pk from sqlite_master t join pragma_table_info(t.name) c
       where t.type = 'table' and t.name not like 'sqlite!_%' escape '!' and t.name <> '__drizzle_migrations'
       order by t.name, c.cid`,
    )
    .all();
  return [...Map.groupBy(columns, ({ table }) => table)].map(([name, found]) => ({
    name,
    columns: found.map((column) => ({
      name: column.name,
      isText: column.type.toLowerCase() === 'text',
      isKey: column.pk > 0,
    })),
  }));
};

type Raw = Buffer | number | string | null;

/** Reads text columns as bytes, to detect text that is not UTF-8. */
const rawRows = (client: Database.Database, { name, columns }: SourceTable) => {
  const selected = columns.map((column) =>
    column.isText ? `cast("${column.name}" as blob)` : `"${column.name}"`,
  );
  return client
    .prepare<[], Raw[]>(`select ${selected.join(', ')} from "${name}"`)
    .raw()
    .iterate();
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const cellReader = (raw: Raw[]) => (_column: SourceColumn, at: number) => {
  const cell = raw[at] ?? null;
  return Buffer.isBuffer(cell) ? utf8.decode(cell) : cell;
};

const whyUnstorable = ({ isText }: SourceColumn, cell: Raw): string | null => {
  if (cell === null) return null;
  if (!isText) return Number.isSafeInteger(cell) ? null : 'is not a whole number below 2^53';
  const bytes = cell as Buffer;
  if (bytes.includes(0)) return 'contains U+0000';
  try {
    utf8.decode(bytes);
    return null;
  } catch {
    return 'is not UTF-8';
  }
};

const unstorableIn = function* (
  client: Database.Database,
  table: SourceTable,
): Generator<Unstorable> {
  for (const raw of rawRows(client, table)) {
    for (const [at, column] of table.columns.entries()) {
      const why = whyUnstorable(column, raw[at] ?? null);
      if (why === null) continue;
      const cells = raw.map((cell) => (Buffer.isBuffer(cell) ? cell.toString() : cell));
      const key = cells.filter((_, index) => table.columns[index]?.isKey);
      yield { table: table.name, key, column: column.name, why };
    }
  }
};

const mostReported = 20;

/** Throws StartProblem listing the cells that PostgreSQL cannot store, without their values. */
const refuseUnstorable = (client: Database.Database, tables: SourceTable[]): void => {
  const found = tables.flatMap((table) => [...unstorableIn(client, table)]);
  if (found.length === 0) return;
  const lines = found
    .slice(0, mostReported)
    .map(({ table, key, column, why }) => `  ${table} ${JSON.stringify(key)}: ${column} ${why}`);
  const others = found.length - lines.length;
  throw new StartProblem(
    [
      'PostgreSQL cannot store these values. Correct them, then run the command again.',
      ...lines,
      ...(others > 0 ? [`  and ${others} others`] : []),
    ].join('\n'),
  );
};

const counterOf = (client: Database.Database, { name }: SourceTable): number | null => {
  const counted = client
    .prepare<[string], { seq: number }>('select seq from sqlite_sequence where name = ?')
    .get(name);
  return counted?.seq ?? null;
};
