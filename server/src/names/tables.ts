import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
} from '../db/schema-kit.ts';
import { nameKinds, type QuickbooksName } from '../quickbooks/models.ts';

/** Our copy of QuickBooks' customers, items, vendors and employees. */
export const names = defineTable(
  'names',
  {
    companyId: companyId(),
    realmId: realmId(),
    kind: text('kind', { enum: nameKinds }).notNull(),
    nameId: text('name_id').notNull(),
    name: text('name').notNull(),
    /** False for inactive and deleted names. */
    active: flag('active').notNull(),
    /** Deleted, or merged into another name. */
    deleted: flag('deleted').notNull(),
    currency: text('currency'),
    taxCodeId: text('tax_code_id'),
    balance: text('balance'),
    email: text('email'),
    /** What pickers show; null for vendors, employees, and items that cannot be sold. */
    row: json<QuickbooksName['row']>('row'),
    /** In lower case, as QuickBooks compares: full name, name without parents, SKU, e-mail. */
    searchedName: text('searched_name').notNull(),
    searchedPlainName: text('searched_plain_name').notNull(),
    searchedSku: text('searched_sku'),
    searchedEmail: text('searched_email'),
    /** Last change by QuickBooks' clock; 0 when it did not say. */
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.kind, table.nameId] }),
    index('names_by_name').on(
      table.companyId,
      table.realmId,
      table.kind,
      table.active,
      table.searchedName,
    ),
    index('names_by_plain_name').on(
      table.companyId,
      table.realmId,
      table.kind,
      table.searchedPlainName,
    ),
    index('names_by_email').on(table.companyId, table.realmId, table.kind, table.searchedEmail),
  ],
);
