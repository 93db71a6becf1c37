import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, realmId, userId } from '../db/columns.ts';

/** Which QuickBooks item a Pipedrive product was last linked to. */
export const itemLinks = sqliteTable(
  'item_links',
  {
    companyId: companyId(),
    realmId: realmId(),
    productId: integer('product_id').notNull(),
    itemId: text('item_id').notNull(),
    itemName: text('item_name').notNull(),
    /** US default of the item; null elsewhere. */
    taxable: integer('taxable', { mode: 'boolean' }),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.productId] })],
);
