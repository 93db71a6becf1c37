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
  'void_invoice',
  'delete_invoice',
  'send_invoice',
  'edit_invoice',
  'deal_note',
] as const;

/** Which vendor a kind of operation changes something at; each has a background job of its own. */
export const vendorOf: Record<KindName, 'quickbooks' | 'pipedrive'> = {
  create_invoice: 'quickbooks',
  draft_customer: 'quickbooks',
  create_customer: 'quickbooks',
  update_customer: 'quickbooks',
  void_invoice: 'quickbooks',
  delete_invoice: 'quickbooks',
  send_invoice: 'quickbooks',
  edit_invoice: 'quickbooks',
  deal_note: 'pipedrive',
};

/** What a change is made to. At most one operation per subject may be open. */
export const subjects = [
  'draft',
  'invoice',
  'customer',
  'organization',
  'person',
  'deal_note',
] as const;

/**
 * One intended change at QuickBooks or Pipedrive, written before it is sent. It keeps the exact body, so that
 * a repetition under the same request id repeats the same thing.
 */
export const operations = defineTable(
  'operations',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    kind: text('kind', { enum: kindNames }).notNull(),
    subject: text('subject', { enum: subjects }).notNull(),
    subjectId: text('subject_id').notNull(),
    /** The draft it sends, or a part of it. */
    draftId: text('draft_id'),
    /** Where the user was, if that was a deal. */
    dealId: whole('deal_id'),
    userId: userId(),
    /** The one that was sent last; at most 50 characters (Intuit: requestid). */
    requestId: text('request_id').notNull(),
    /** Null where the call needs none, once it is done, and long after it has ended otherwise. */
    body: json<WireBody>('body'),
    /** What the kind needs to recognise and to complete it. */
    data: json<unknown>('data').notNull(),
    /**
     * `waiting` to be sent; `sending`; `unconfirmed`: sent, outcome not known; `asking` the user. Then `done`,
     * `refused` (nothing was changed), `not_done` (a lookup found that out, or it was never sent) or `unknown`
     * (no lookup could tell).
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
    /** How often it was sent with another body because somebody had changed the object. */
    generation: whole('generation').notNull().default(0),
    sentAt: instant('sent_at').notNull(),
    /** When the last request went out; it may still run for 120 s. */
    lastSentAt: instant('last_sent_at').notNull(),
    /** Grows with each lease, so that a worker whose lease expired cannot write any more. */
    fence: whole('fence').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** When there is something to do; null once it has ended, and while the user is asked. */
    nextAt: instant('next_at'),
    /** How often it was sent or looked up in vain, of a kind that is sent again until it succeeds. */
    tries: whole('tries').notNull().default(0),
    /** How often a lookup found nothing after every request had surely ended. */
    notFound: whole('not_found').notNull().default(0),
    /** How often QuickBooks rejected the lookup itself, in a row. */
    rejected: whole('rejected').notNull().default(0),
    /** The id that QuickBooks gave to what was created. */
    resultId: text('result_id'),
    /** Invoices that could be this one; the user chooses. */
    candidates: json<QuickbooksInvoice[]>('candidates', ...invoicesUpgrades),
    /** Why QuickBooks refused it. */
    fault: json<Pick<Fault, 'code' | 'element' | 'said' | 'others'>>('fault'),
    /** Intuit's id of the last call, for support. */
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
    index('delivered_notes').on(table.lastSentAt).where(sql`kind = 'deal_note' and state = 'done'`),
    index('operations_of_draft').on(table.draftId, table.sentAt),
    index('due_operations')
      .on(table.companyId, table.realmId, table.nextAt, table.kind)
      .where(sql`next_at is not null`),
    index('due_operations_by_age')
      .on(table.companyId, table.realmId, table.sentAt, table.kind)
      .where(sql`next_at is not null`),
  ],
);

type Row = typeof operations.$inferSelect;
export type KindName = Row['kind'];
export type Operation<Data = unknown> = Omit<Row, 'data'> & { data: Data };
