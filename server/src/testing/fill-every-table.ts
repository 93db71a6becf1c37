import { getTableColumns } from 'drizzle-orm';
import { companyTables } from '../company-data/company-tables.ts';
import type { Dependencies } from '../context.ts';
import type { AnyColumn } from '../db/schema-kit.ts';
import { transact } from '../db/transact.ts';

type Owner = { companyId: number; realmId: string; userId: number };

const userColumns = new Set([
  'userId',
  'ownerId',
  'linkedById',
  'savedById',
  'declinedById',
  'ignoredById',
]);

const cellOf = (name: string, column: AnyColumn, owner: Owner, mark: string): unknown => {
  if (name === 'companyId' || name === 'realmId') return owner[name];
  if (userColumns.has(name)) return owner.userId;
  if (column.enumValues?.length) return column.enumValues.at(-1);
  switch (column.dataType) {
    case 'string':
      return `${mark} ${name}`;
    case 'boolean':
      return false;
    case 'number':
      return 1_000;
    default:
      return { mark };
  }
};

/** Columns that the database fills by itself. */
const isGiven = (name: string, column: AnyColumn): boolean =>
  column.hasDefault || (name === 'id' && column.dataType === 'number');

/**
 * Stores a row in every table with data of companies, unless a unique index prevents it. Its texts
 * contain `mark`; columns that may be null or have a default are left out.
 */
export const fillEveryTable = (
  { db }: Pick<Dependencies, 'db'>,
  owner: Owner,
  mark: string,
): Promise<void> =>
  transact(db, async (tx) => {
    for (const table of Object.values(companyTables)) {
      const columns = Object.entries<AnyColumn>(getTableColumns(table)).filter(
        ([name, column]) => name in owner || (column.notNull && !isGiven(name, column)),
      );
      const row = columns.map(([name, column]) => [name, cellOf(name, column, owner, mark)]);
      await tx.insert(table).values(Object.fromEntries(row)).onConflictDoNothing();
    }
  });
