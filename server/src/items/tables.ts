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
import { unknownProductPolicies } from './contract.ts';

/** The QuickBooks item that each Pipedrive product was last linked to. */
export const itemLinks = defineTable(
  'item_links',
  {
    companyId: companyId(),
    realmId: realmId(),
    productId: whole('product_id').notNull(),
    /** In Pipedrive, when it was linked; null for links of older versions. */
    productName: text('product_name'),
    /** In lower case. */
    searchedProductName: text('searched_product_name'),
    itemId: text('item_id').notNull(),
    itemName: text('item_name').notNull(),
    /** US default of the item; null elsewhere. */
    taxable: flag('taxable'),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.productId] })],
);

/** What a realm's forms do with products that have no item; without a row they ask. */
export const itemSettings = defineTable(
  'item_settings',
  {
    companyId: companyId(),
    realmId: realmId(),
    unknownProducts: text('unknown_products', { enum: unknownProductPolicies }).notNull(),
    /** The default item; kept while it is not used. */
    itemId: text('item_id'),
    itemName: text('item_name'),
    /** The account that new items are sold on; kept while it is not used. */
    accountId: text('account_id'),
    accountName: text('account_name'),
    /** Whether new items are taxable in the US; null elsewhere. */
    newItemsTaxable: flag('new_items_taxable'),
    savedById: userId('saved_by_id'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
