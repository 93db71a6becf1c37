import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as kit from 'drizzle-kit/api';
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { byDialect, dialect } from './dialect.ts';
import { migrationsFolder } from './migrations.ts';
import type { AnyColumn, AnyTable } from './schema-kit.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const modules: object[] = await Promise.all(
  globSync('*/tables.ts', { cwd: source }).map((file) => import(join(source, file))),
);

const lastSnapshot = () => {
  const folder = join(migrationsFolder(dialect), 'meta');
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  return JSON.parse(readFileSync(join(folder, last ?? ''), 'utf8'));
};

/** Generates the statements from the last migration to the tables of the code. */
const missing = byDialect({
  sqlite: async (tables: Record<string, unknown>) =>
    kit.generateSQLiteMigration(lastSnapshot(), await kit.generateSQLiteDrizzleJson(tables)),
  postgres: async (tables: Record<string, unknown>) =>
    kit.generateMigration(lastSnapshot(), kit.generateDrizzleJson(tables)),
});

const allTables = (): Record<string, unknown> => Object.assign({}, ...modules);

test('the migrations create the tables that the code defines', async () => {
  expect(modules.length).toBeGreaterThan(8);
  expect(await missing(allTables())).toEqual([]);
});

test('a table without a migration is detected', async () => {
  const { preferences: _, ...others } = allTables();
  expect(await missing(others)).not.toEqual([]);
});

const snakeCase = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isTable = (value: unknown): value is AnyTable => is(value, Table);

test('tables and columns have the same names in SQL as in the code', () => {
  const names = Object.entries(allTables()).flatMap(([name, table]) => {
    if (!isTable(table)) return [];
    const columns = Object.entries<AnyColumn>(getTableColumns(table));
    return [
      { name, inSql: getTableName(table) },
      ...columns.map(([column, { name: inSql }]) => ({ name: column, inSql })),
    ];
  });
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter(({ name, inSql }) => snakeCase(name) !== inSql)).toEqual([]);
});
