import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, realmId, userId } from '../db/columns.ts';
import type { BooksInvoice } from '../quickbooks/gateway.ts';

/** Our mirror of invoices we have to do with, as QuickBooks last told them. */
export const invoices = sqliteTable(
  'invoices',
  {
    companyId: companyId(),
    realmId: realmId(),
    invoiceId: text('invoice_id').notNull(),
    facts: text('facts', { mode: 'json' }).$type<BooksInvoice>().notNull(),
    deleted: integer('deleted', { mode: 'boolean' }).notNull().default(false),
    /** QuickBooks' LastUpdatedTime as an instant: an older answer never overwrites a newer one. */
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId] })],
);

/** Which invoices belong to which deal. */
export const dealInvoices = sqliteTable(
  'deal_invoices',
  {
    companyId: companyId(),
    realmId: realmId(),
    dealId: integer('deal_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    how: text('how', { enum: ['created', 'linked'] }).notNull(),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.dealId, table.invoiceId] }),
    index('deals_of_invoice').on(table.companyId, table.realmId, table.invoiceId),
  ],
);
