import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  index,
  instant,
  json,
  realmId,
  text,
  uniqueIndex,
  userId,
  whole,
} from '../db/schema-kit.ts';
import { invoicesUpgrades, type QuickbooksInvoice, type WireBody } from '../quickbooks/models.ts';
import type { Fault } from '../quickbooks/write-result.ts';

export const kindNames = [
  'create_invoice',
  'draft_customer',
  'create_customer',
  'update_customer',
  'reactivate_customer',
  'draft_item',
  'create_item',
  'reactivate_item',
  'void_invoice',
  'delete_invoice',
  'send_invoice',
  'edit_invoice',
  'deal_note',
  'add_reminder',
  'close_reminder',
  'attach_pdf',
] as const;

/** The vendor that each kind of operation changes; each vendor has its own background job. */
export const vendorOf: Record<KindName, 'quickbooks' | 'pipedrive'> = {
  create_invoice: 'quickbooks',
  draft_customer: 'quickbooks',
  create_customer: 'quickbooks',
  update_customer: 'quickbooks',
  reactivate_customer: 'quickbooks',
  draft_item: 'quickbooks',
  create_item: 'quickbooks',
  reactivate_item: 'quickbooks',
  void_invoice: 'quickbooks',
  delete_invoice: 'quickbooks',
  send_invoice: 'quickbooks',
  edit_invoice: 'quickbooks',
  deal_note: 'pipedrive',
  add_reminder: 'pipedrive',
  close_reminder: 'pipedrive',
  attach_pdf: 'pipedrive',
};

/** Objects that operations change. A subject has at most one open operation. */
export const subjects = [
  'draft',
  'invoice',
  'customer',
  'organization',
  'person',
  'item',
  'item_name',
  'deal_note',
  'reminder',
  'deal_pdf',
] as const;

/**
 * One intended change at QuickBooks or Pipedrive, stored before it is sent. Stores the exact body,
 * so that a repetition under the same request id is identical.
 */
export const operations = defineTable(
  'operations',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    kind: text('kind', { enum: kindNames }).notNull(),
    subject: text('subject', { enum: subjects }).notNull(),
    /**
     * Id of the changed object of any kind: an invoice, customer, item, draft, party, note or
     * reminder; the name of a new item in lower case.
     */
    subjectId: text('subject_id').notNull(),
    /** The draft that this operation creates an invoice from. */
    draftId: text('draft_id'),
    /** The deal in which the user acted, if any. */
    dealId: whole('deal_id'),
    userId: userId(),
    /** Of the last request; at most 50 characters, the limit of Intuit's `requestid`. */
    requestId: text('request_id').notNull(),
    /** Null for calls without a body, after success, and after retention has deleted it. */
    body: json<WireBody>('body'),
    /** What the kind needs for lookups and for storing the effects. */
    data: json<unknown>('data').notNull(),
    /**
     * `waiting` to be sent; `sending`; `unconfirmed`: sent, outcome not known; `asking` the user.
     * Ended: `done`, `refused` (nothing changed), `not_done` (not found by lookups, or never sent)
     * or `unknown` (no lookup could decide).
     */
    state: text('state', {
      enum: [
        'waiting',
        'sending',
        'unconfirmed',
        'asking',
        'done',
        'refused',
        'not_done',
        'unknown',
      ],
    }).notNull(),
    /** How often the body was rebuilt because the object had changed. */
    generation: whole('generation').notNull().default(0),
    sentAt: instant('sent_at').notNull(),
    /** When the last request left; QuickBooks may work on it for 120 s. */
    lastSentAt: instant('last_sent_at').notNull(),
    /** Grows with each lease, so that a worker whose lease expired cannot write. */
    fence: whole('fence').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** When the next work is due; null once it has ended and while it asks the user. */
    nextAt: instant('next_at'),
    /** Failed tries of an `until_done` operation. */
    tries: whole('tries').notNull().default(0),
    /** Lookups that found nothing after every request must have ended. */
    notFound: whole('not_found').notNull().default(0),
    /** Lookups in a row that QuickBooks rejected. */
    rejected: whole('rejected').notNull().default(0),
    /**
     * Id of the created object in QuickBooks: an invoice, customer or item, depending on `kind`.
     */
    resultId: text('result_id'),
    /** Invoices that this operation may have created; the user chooses. */
    candidates: json<QuickbooksInvoice[]>('candidates', ...invoicesUpgrades),
    /** The fault with which QuickBooks refused it. */
    fault: json<Pick<Fault, 'code' | 'element' | 'said' | 'others'>>('fault'),
    /** Intuit's transaction id (`intuit_tid`) of the last call, for support. */
    tid: text('tid'),
  },
  (table) => [
    uniqueIndex('one_open_operation_per_subject')
      .on(table.companyId, table.realmId, table.subject, table.subjectId)
      .where(sql`state in ('waiting', 'sending', 'unconfirmed', 'asking')`),
    index('operations_of_subject').on(
      table.companyId,
      table.realmId,
      table.subject,
      table.subjectId,
      table.sentAt,
    ),
    index('ended_bodies')
      .on(table.lastSentAt)
      .where(sql`body is not null and state in ('done', 'refused', 'not_done', 'unknown')`),
    index('done_in_pipedrive')
      .on(table.lastSentAt)
      .where(
        sql`state = 'done' and kind in ('deal_note', 'add_reminder', 'close_reminder', 'attach_pdf')`,
      ),
    index('operations_of_draft').on(table.draftId, table.sentAt),
    index('due_operations')
      .on(table.companyId, table.realmId, table.nextAt, table.kind)
      .where(sql`next_at is not null`),
    index('unfinished_operations')
      .on(table.companyId, table.realmId, table.id)
      .where(sql`state <> 'done'`),
    index('operations_by_age').on(table.companyId, table.realmId, table.lastSentAt),
    index('due_operations_by_age')
      .on(table.companyId, table.realmId, table.sentAt, table.kind)
      .where(sql`next_at is not null`),
  ],
);

type Row = typeof operations.$inferSelect;
export type KindName = Row['kind'];
export type Operation<Data = unknown> = Omit<Row, 'data'> & { data: Data };
