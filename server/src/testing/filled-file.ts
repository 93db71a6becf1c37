import Database from 'better-sqlite3';
import { openDatabase } from '../db/sqlite.ts';
import { testDatabaseFile } from './open-test-database.ts';

/** Texts that need escaping in an array of PostgreSQL, in JSON or in UTF-8. */
const awkward = [
  '',
  'null',
  '{"a":["\\\\","\\"",{}],"b":"\\u0000"}',
  'O’Leary, "Birch" \\ {Larch}',
  'two\nlines\ttab',
  '\u{FEFF}mark 😀',
];

type Column = { name: string; type: string; notnull: number; pk: number };

/**
 * Creates a SQLite database with rows in every table. Each column has several values, and null if
 * it may.
 */
export const filledFile = (rows = 600): string => {
  const file = testDatabaseFile();
  openDatabase(file).close();
  const client = new Database(file);
  client.pragma('synchronous = off');
  client.transaction(() => {
    for (const name of tablesIn(client)) {
      const columns = client.pragma(`table_info(${name})`) as Column[];
      const marks = columns.map(() => '?').join(', ');
      const insert = client.prepare(`insert or ignore into ${name} values (${marks})`);
      for (let n = 1; n <= rows; n += 1) insert.run(columns.map((column) => cellOf(column, n)));
    }
  })();
  client.close();
  return file;
};

const flags = [
  'active',
  'admin_installed',
  'deleted',
  'enabled',
  'gone',
  'is_changed',
  'lines_are_zero',
  'new_items_taxable',
  'not_created',
  'taxable',
  'updates',
  'urgent',
  'voided',
];

const cellOf = ({ name, type, notnull, pk }: Column, n: number) => {
  if (!notnull && !pk && n % 3 === 0) return null;
  if (flags.includes(name)) return n % 2;
  if (type.toLowerCase() !== 'text') return pk ? n : Number.MAX_SAFE_INTEGER - n;
  if (name === 'total' || name === 'balance') return `${n}.1`;
  return pk ? `${name} ${n}` : `${awkward[n % awkward.length]}`;
};

const tablesIn = (client: Database.Database): string[] =>
  client
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' and name <> '__drizzle_migrations'",
    )
    .pluck()
    .all();
