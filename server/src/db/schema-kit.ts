import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import * as pg from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';
import { byDialect } from './dialect.ts';
import { readJson, type Upgrade, writeJson } from './json-versions.ts';
import { pgJson, pgText } from './postgres-columns.ts';

/**
 * Builders for tables and columns. The same definition creates the table of SQLite or of
 * PostgreSQL, depending on `dialect.ts`; the TypeScript types are always SQLite's.
 */

/** Any table defined with these builders. */
export type AnyTable = sqlite.SQLiteTable;

/** Any column of a table defined with these builders. */
export type AnyColumn = sqlite.AnySQLiteColumn;

/** Casts a PostgreSQL builder to the type of the SQLite builder with the same values. */
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

/** A whole number up to 2^53. */
export const whole = byDialect({
  sqlite: sqliteWhole,
  postgres: typedAs<typeof sqliteWhole>((name: string) => pg.bigint(name, { mode: 'number' })),
});

/** An instant, epoch milliseconds: too large for a 32-bit column. */
export const instant = (name: string) => whole(name);

const sqliteSerial = (name: string) => sqlite.integer(name).primaryKey({ autoIncrement: true });

/** A primary key that the database generates in ascending order. */
export const serial = byDialect({
  sqlite: sqliteSerial,
  postgres: typedAs<typeof sqliteSerial>((name: string) =>
    pg.bigint(name, { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
  ),
});

const sqliteFlag = (name: string) => sqlite.integer(name, { mode: 'boolean' });

/** A boolean. In handwritten SQL write `where gone`: PostgreSQL cannot compare it with 1. */
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
 * A JSON column. When its shape changes, add an upgrade from the previous shape; stored rows stay
 * readable (`json-versions.ts`). SQL can only access the content of columns without upgrades.
 */
export const json = <T>(name: string, ...upgrades: Upgrade[]) => {
  const builder = bareJson<T>(name);
  const { build } = builder as unknown as { build(table: unknown): object };
  const versioned = {
    // Drizzle maps null only as the value of a placeholder in a prepared statement.
    mapToDriverValue: (value: unknown) => (value === null ? null : writeJson(value, upgrades)),
    mapFromDriverValue: (text: string) => readJson(text, upgrades),
  };
  return Object.assign(builder, {
    build: (table: unknown) => Object.assign(build.call(builder, table), versioned),
  }) as typeof builder;
};

/** Returns the primary-key columns of a table by their names in code, in the order of the key. */
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

/** The values of the conflicting row of an insert (`excluded`), for `onConflictDoUpdate`. */
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
