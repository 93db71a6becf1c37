import { sql } from 'drizzle-orm';
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
  userId,
  whole,
} from '../db/schema-kit.ts';
import {
  invoiceUpgrades,
  type QuickbooksInvoice,
  type QuickbooksPayment,
} from '../quickbooks/models.ts';
import { valueBases } from '../shared/money/deal-value-basis.ts';

/** What told us an invoice: its creation, a look by hand, something done to it, a list. */
export const readHow = ['create', 'refresh', 'action', 'list'] as const;

/**
 * Our mirror of invoices we have to do with, as QuickBooks last told them: the columns that lists, searches
 * and statuses need. `invoiceFacts` has the rest, so that reading thousands of rows does not read all lines.
 */
export const invoices = defineTable(
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
    /** The part of `total` that is sales tax. */
    tax: text('tax').notNull(),
    balance: text('balance').notNull(),
    issueDate: text('issue_date').notNull(),
    dueDate: text('due_date'),
    memo: text('memo').notNull(),
    /** One of the three signs of a void. */
    linesAreZero: flag('lines_are_zero').notNull(),
    /** Seen as voided while its total was 0: the note that says so can be edited. */
    voided: flag('voided').notNull().default(false),
    emailStatus: text('email_status'),
    deliveredAt: text('delivered_at'),
    deliveryError: text('delivery_error'),
    eInvoiceStatus: text('e_invoice_status'),
    /** What credits were applied to it, decimal text; as of the last look that told its payments. */
    credited: text('credited').notNull().default('0.00'),
    /** When what paid it brought its balance to 0; null while it is open, and where nobody told. */
    paidOn: text('paid_on'),
    deleted: flag('deleted').notNull().default(false),
    /** Set while QuickBooks answers this fault instead of the invoice: all else is as of `readAt`. */
    unreadable: json<{ code: string; at: number }>('unreadable'),
    /** QuickBooks' own stamps: an older answer never overwrites a newer one. */
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at').notNull(),
    readHow: text('read_how', { enum: readHow }).notNull().default('refresh'),
    /** What lists are searched in, without case and accents: number and memo, and the customer's name. */
    searched: text('searched').notNull().default(''),
    searchedName: text('searched_name').notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId] }),
    index('invoices_by_date').on(table.companyId, table.realmId, table.issueDate),
    index('invoices_of_customer').on(
      table.companyId,
      table.realmId,
      table.customerId,
      table.issueDate,
    ),
  ],
);

/** All of each mirrored invoice, as QuickBooks told it last. */
export const invoiceFacts = defineTable(
  'invoice_facts',
  {
    companyId: companyId(),
    realmId: realmId(),
    invoiceId: text('invoice_id').notNull(),
    facts: json<QuickbooksInvoice>('facts', ...invoiceUpgrades).notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId] })],
);

/** Payments of mirrored invoices, as QuickBooks last told them. */
export const payments = defineTable(
  'payments',
  {
    companyId: companyId(),
    realmId: realmId(),
    paymentId: text('payment_id').notNull(),
    facts: json<QuickbooksPayment>('facts').notNull(),
    /** QuickBooks' own stamp. */
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.paymentId] })],
);

/** Which invoices belong to which deal. */
export const dealInvoices = defineTable(
  'deal_invoices',
  {
    companyId: companyId(),
    realmId: realmId(),
    dealId: whole('deal_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    how: text('how', { enum: ['created', 'linked'] }).notNull(),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.dealId, table.invoiceId] }),
    index('deals_of_invoice').on(table.companyId, table.realmId, table.invoiceId, table.dealId),
  ],
);

/** Whether a deal's value includes sales tax, as its product rows showed. */
export const dealBases = defineTable(
  'deal_bases',
  {
    companyId: companyId(),
    dealId: whole('deal_id').notNull(),
    /** The value and currency that the rows were compared with. */
    value: text('value').notNull(),
    currency: text('currency').notNull(),
    /** Null where the rows do not add up to the value. */
    basis: text('basis', { enum: valueBases }),
    derivedAt: instant('derived_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.dealId] }),
    index('deal_bases_by_age').on(table.derivedAt),
  ],
);

/** Whether deals that invoices are linked to still exist in Pipedrive. */
export const dealPresence = defineTable(
  'deal_presence',
  {
    companyId: companyId(),
    dealId: whole('deal_id').notNull(),
    /** Deleted, or merged into another deal; or hidden from the connection owner. */
    gone: flag('gone').notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.dealId] }),
    index('gone_deals').on(table.companyId, table.dealId).where(sql`gone`),
  ],
);

/** Invoices of deals that no longer exist which a user said do not belong to this deal. */
export const declinedOrphans = defineTable(
  'declined_orphans',
  {
    companyId: companyId(),
    realmId: realmId(),
    dealId: whole('deal_id').notNull(),
    invoiceId: text('invoice_id').notNull(),
    declinedById: userId('declined_by_id'),
    declinedAt: instant('declined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.dealId, table.invoiceId] }),
  ],
);
