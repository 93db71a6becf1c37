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
    number: text('number').notNull(),
    customerId: text('customer_id').notNull(),
    customerName: text('customer_name').notNull(),
    currency: text('currency').notNull(),
    /** Decimal text in `currency`. */
    total: text('total').notNull(),
    balance: text('balance').notNull(),
    issueDate: text('issue_date').notNull(),
    dueDate: text('due_date'),
    memo: text('memo').notNull(),
    /** One of the three signs of a void. */
    linesAreZero: integer('lines_are_zero', { mode: 'boolean' }).notNull(),
    emailStatus: text('email_status'),
    deliveredAt: text('delivered_at'),
    eInvoiceStatus: text('e_invoice_status'),
    /** All of it, as QuickBooks told it last. */
    facts: text('facts', { mode: 'json' }).$type<BooksInvoice>().notNull(),
    deleted: integer('deleted', { mode: 'boolean' }).notNull().default(false),
    /** QuickBooks' own stamps: an older answer never overwrites a newer one. */
    createdAt: instant('created_at').notNull(),
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
