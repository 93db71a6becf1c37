import {
  companyId,
  defineTable,
  flag,
  instant,
  primaryKey,
  realmId,
  text,
  userId,
  whole,
} from '../db/schema-kit.ts';

/** The QuickBooks item that each Pipedrive product was last linked to. */
export const itemLinks = defineTable(
  'item_links',
  {
    companyId: companyId(),
    realmId: realmId(),
    productId: whole('product_id').notNull(),
    itemId: text('item_id').notNull(),
    itemName: text('item_name').notNull(),
    /** US default of the item; null elsewhere. */
    taxable: flag('taxable'),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.productId] })],
);
