import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';
import { byDialect } from './dialect.ts';
import { readJson, type Upgrade, writeJson } from './json-versions.ts';
import { pgJson, pgText } from './postgres-columns.ts';

/**
 * What tables are made of. The same definitions make SQLite's tables or PostgreSQL's, whichever this process
 * works with (`dialect.ts`). Their types are SQLite's in both cases.
 */

/** Any table made with these. */
export type AnyTable = sqlite.SQLiteTable;

/** Any column of a table made with these. */
export type AnyColumn = sqlite.AnySQLiteColumn;

/** PostgreSQL's column, typed as the column of SQLite that holds the same values. */
const typedAs = <T>(pgColumn: unknown): T => pgColumn as T;

export const defineTable = byDialect({
  sqlite: sqlite.sqliteTable,
  postgres: typedAs<typeof sqlite.sqliteTable>(pg.pgTable),
});

export const index = byDialect({
  sqlite: sqlite.index,
  postgres: typedAs<typeof sqlite.index>(pg.index),
});

export const uniqueIndex = byDialect({
  sqlite: sqlite.uniqueIndex,
  postgres: typedAs<typeof sqlite.uniqueIndex>(pg.uniqueIndex),
});

export const primaryKey = byDialect({
  sqlite: sqlite.primaryKey,
  postgres: typedAs<typeof sqlite.primaryKey>(pg.primaryKey),
});

export const text = byDialect({
  sqlite: sqlite.text,
  postgres: typedAs<typeof sqlite.text>(pgText),
});

const sqliteWhole = (name: string) => sqlite.integer(name);

/** A whole number of up to 2^53. */
export const whole = byDialect({
  sqlite: sqliteWhole,
  postgres: typedAs<typeof sqliteWhole>((name: string) => pg.bigint(name, { mode: 'number' })),
});

/** An instant, epoch milliseconds: too large for a 32-bit column. */
export const instant = (name: string) => whole(name);

const sqliteSerial = (name: string) => sqlite.integer(name).primaryKey({ autoIncrement: true });

/** A key that the database counts up by itself. */
export const serial = byDialect({
  sqlite: sqliteSerial,
  postgres: typedAs<typeof sqliteSerial>((name: string) =>
    pg.bigint(name, { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
  ),
});

const sqliteFlag = (name: string) => sqlite.integer(name, { mode: 'boolean' });

/** In hand-written SQL a flag stands alone, `where gone`: PostgreSQL does not compare it with 1. */
export const flag = byDialect({
  sqlite: sqliteFlag,
  postgres: typedAs<typeof sqliteFlag>((name: string) => pg.boolean(name)),
});

const sqliteJson = <T>(name: string) => sqlite.text(name, { mode: 'json' }).$type<T>();

const bareJson = byDialect({
  sqlite: sqliteJson,
  postgres: typedAs<typeof sqliteJson>(pgJson),
});

/**
 * A JSON column. Where its shape changes, an upgrade is added that makes the new shape of the one before, and
 * rows stored earlier stay readable (`json-versions.ts`). SQL can look into columns without upgrades only.
 */
export const json = <T>(name: string, ...upgrades: Upgrade[]) => {
  const builder = bareJson<T>(name);
  const { build } = builder as unknown as { build(table: unknown): object };
  const versioned = {
    // Drizzle passes a null on without asking, except in the place of a prepared statement.
    mapToDriverValue: (value: unknown) => (value === null ? null : writeJson(value, upgrades)),
    mapFromDriverValue: (text: string) => readJson(text, upgrades),
  };
  return Object.assign(builder, {
    build: (table: unknown) => Object.assign(build.call(builder, table), versioned),
  }) as typeof builder;
};

/** The columns of a table's primary key by their names in code, in the key's order. */
export const primaryKeyOf = (table: sqlite.SQLiteTable): Record<string, AnyColumn> => {
  const { columns, primaryKeys } = byDialect({
    sqlite: sqlite.getTableConfig,
    postgres: typedAs<typeof sqlite.getTableConfig>(pg.getTableConfig),
  })(table);
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const named = Object.entries<AnyColumn>(getTableColumns(table));
  return Object.fromEntries(
    key.flatMap((column) => named.filter(([, { name }]) => name === column.name)),
  );
};

/** The values of the row that an insert could not add because its key is taken: for `onConflictDoUpdate`. */
export const newValues = <Table extends sqlite.SQLiteTable>(
  table: Table,
): Record<keyof Table['_']['columns'], SQL> => {
  const columns = Object.entries<AnyColumn>(getTableColumns(table));
  const values = columns.map(([name, column]) => [
    name,
    sql`excluded.${sql.identifier(column.name)}`,
  ]);
  return Object.fromEntries(values);
};

/** Pipedrive's company id: the tenant. */
export const companyId = () => whole('company_id').notNull();

/** Pipedrive's user id. */
export const userId = (name = 'user_id') => whole(name).notNull();

/** The QuickBooks company a row belongs to: a string of up to 19 digits. */
export const realmId = () => text('realm_id').notNull();
