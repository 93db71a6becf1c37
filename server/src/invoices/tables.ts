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
import type { CoveredAmount } from '../shared/contract/deal-ledger.ts';
import type { BilledDeal, DealSnapshot } from '../shared/drift/deal-snapshot.ts';
import type { InvoiceSnapshot } from '../shared/drift/invoice-snapshot.ts';
import { valueBases } from '../shared/money/deal-value-basis.ts';

/** What caused a read: creation, a refresh, an action, a list, an event, or the change feed. */
export const readHow = ['create', 'refresh', 'action', 'list', 'event', 'feed'] as const;

/**
 * Mirror of invoices: the columns that lists, searches and statuses need. Line data is in
 * `invoiceFacts`, so that reading thousands of rows stays fast.
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
    /** One of the three signs of a voided invoice. */
    linesAreZero: flag('lines_are_zero').notNull(),
    /**
     * Detected as voided while the total was 0; kept because users can edit the memo that says so.
     */
    voided: flag('voided').notNull().default(false),
    emailStatus: text('email_status'),
    deliveredAt: text('delivered_at'),
    deliveryError: text('delivery_error'),
    eInvoiceStatus: text('e_invoice_status'),
    /** Credits applied to the invoice, decimal text; as of the last read that included payments. */
    credited: text('credited').notNull().default('0.00'),
    /**
     * What an invoice converted from the deal's currency covers of the deal; not QuickBooks' data.
     */
    covers: json<CoveredAmount>('covers'),
    /** Date its balance became 0; null while open, and when its payments are unknown. */
    paidOn: text('paid_on'),
    deleted: flag('deleted').notNull().default(false),
    /**
     * Set while QuickBooks returns this fault instead of the invoice, since `at`; other columns are
     * as of `readAt`.
     */
    unreadable: json<{ code: string; at: number }>('unreadable'),
    /** QuickBooks' timestamps: an older response never overwrites a newer one. */
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at').notNull(),
    readHow: text('read_how', { enum: readHow }).notNull().default('refresh'),
    /** Search text without case and accents: number and memo, and the customer's name. */
    searched: text('searched').notNull().default(''),
    searchedName: text('searched_name').notNull().default(''),
    /** Hash of its lines and amounts; empty in rows mirrored by older versions. */
    contentHash: text('content_hash').notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId] }),
    index('invoices_by_date').on(table.companyId, table.realmId, table.issueDate),
    index('invoices_by_number').on(table.companyId, table.realmId, table.number),
    index('invoices_by_read').on(table.companyId, table.realmId, table.readAt),
    index('unreadable_invoices')
      .on(table.companyId, table.realmId, table.invoiceId)
      .where(sql`unreadable is not null`),
    index('invoices_of_customer').on(
      table.companyId,
      table.realmId,
      table.customerId,
      table.issueDate,
    ),
  ],
);

/** The whole of each mirrored invoice, as QuickBooks last returned it. */
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

/** Payments of mirrored invoices, as QuickBooks last returned them. */
export const payments = defineTable(
  'payments',
  {
    companyId: companyId(),
    realmId: realmId(),
    paymentId: text('payment_id').notNull(),
    facts: json<QuickbooksPayment>('facts').notNull(),
    /** QuickBooks' timestamp. */
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.paymentId] })],
);

/**
 * Payments that QuickBooks cannot return, because the record makes each read of it fail, and such
 * invoices that are not mirrored; mirrored ones say so in `invoices.unreadable`.
 */
export const unreadableRecords = defineTable(
  'unreadable_records',
  {
    companyId: companyId(),
    realmId: realmId(),
    entity: text('entity', { enum: ['Invoice', 'Payment'] }).notNull(),
    entityId: text('entity_id').notNull(),
    /** QuickBooks' fault code. */
    code: text('code').notNull(),
    since: instant('since').notNull(),
    /** When the last read failed. */
    failedAt: instant('failed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.entity, table.entityId] }),
  ],
);

/** Links between invoices and deals. */
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
    /**
     * The invoice's content when Dealbill created, linked or last saved it, or when a user accepted
     * it; null in rows of older versions.
     */
    agreed: json<InvoiceSnapshot>('agreed'),
    agreedHash: text('agreed_hash'),
    /**
     * The deal's content that the invoice was created from, or that a user accepted; null when the
     * invoice was linked.
     */
    billedDeal: json<BilledDeal>('billed_deal'),
    billedHash: text('billed_hash'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.dealId, table.invoiceId] }),
    index('deals_of_invoice').on(table.companyId, table.realmId, table.invoiceId, table.dealId),
  ],
);

/** Whether a deal's value includes sales tax, derived from its product rows, and these rows. */
export const dealBases = defineTable(
  'deal_bases',
  {
    companyId: companyId(),
    dealId: whole('deal_id').notNull(),
    /** The deal's value and currency at that time. */
    value: text('value').notNull(),
    currency: text('currency').notNull(),
    /** Null when the rows do not add up to the value. */
    basis: text('basis', { enum: valueBases }),
    derivedAt: instant('derived_at').notNull(),
    /** The deal's content as read then; null in rows of older versions. */
    content: json<DealSnapshot>('content'),
    contentHash: text('content_hash'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.dealId] }),
    index('deal_bases_by_age').on(table.derivedAt),
  ],
);

/** Whether deals with linked invoices still exist in Pipedrive. */
export const dealPresence = defineTable(
  'deal_presence',
  {
    companyId: companyId(),
    dealId: whole('deal_id').notNull(),
    /** Deleted, merged into another deal, or hidden from the connection owner. */
    gone: flag('gone').notNull(),
    checkedAt: instant('checked_at').notNull(),
    /** Our last note on the deal. A merge moves notes, so its deal is the one that remains. */
    noteId: whole('note_id'),
    /** Number of notes on the deal when they were read last; more may come from a merge. */
    notesSeen: whole('notes_seen'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.dealId] }),
    index('gone_deals').on(table.companyId, table.dealId).where(sql`gone`),
  ],
);

/** Invoices of deleted deals that a user excluded from this deal's suggestions. */
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
