import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  getTableConfig,
  index,
  integer,
  primaryKey,
  type SQLiteTable,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/**
 * What tables are made of. Every table is written with these, so that the same definitions can be made for
 * another database.
 */

export { index, primaryKey, text, uniqueIndex };

/** Any column of a table made with these. */
export type AnyColumn = AnySQLiteColumn;

export const defineTable = sqliteTable;

/** The columns of a table's primary key by their names in code, in the key's order. */
export const primaryKeyOf = (table: SQLiteTable): Record<string, AnyColumn> => {
  const { columns, primaryKeys } = getTableConfig(table);
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const named = Object.entries<AnyColumn>(getTableColumns(table));
  return Object.fromEntries(key.flatMap((column) => named.filter(([, one]) => one === column)));
};

/** The values of the row that an insert could not add because its key is taken: for `onConflictDoUpdate`. */
export const newValues = <Table extends SQLiteTable>(
  table: Table,
): Record<keyof Table['_']['columns'], SQL> => {
  const columns = Object.entries<AnyColumn>(getTableColumns(table));
  const values = columns.map(([name, column]) => [
    name,
    sql`excluded.${sql.identifier(column.name)}`,
  ]);
  return Object.fromEntries(values);
};

/** A whole number of up to 2^53. */
export const whole = (name: string) => integer(name);

/** A key that the database counts up by itself. */
export const serial = (name: string) => integer(name).primaryKey({ autoIncrement: true });

export const flag = (name: string) => integer(name, { mode: 'boolean' });

export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

/** An instant, epoch milliseconds: too large for a 32-bit column. */
export const instant = (name: string) => integer(name);

/** Pipedrive's company id: the tenant. */
export const companyId = () => whole('company_id').notNull();

/** Pipedrive's user id. */
export const userId = (name = 'user_id') => whole(name).notNull();

/** The QuickBooks company a row belongs to: a string of up to 19 digits. */
export const realmId = () => text('realm_id').notNull();
