import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { companyId, instant, realmId, userId } from '../db/columns.ts';
import type { DraftRow } from '../invoices/contract.ts';
import type { BooksInvoice, WireBody } from '../quickbooks/told.ts';
import type { DraftContent } from '../shared/draft-content.ts';
import type { Proof, Refusal } from './contract.ts';

/** The deal's organization, else its person. */
export type DraftParty = { party: 'organization' | 'person'; partyId: number } | null;

/** What the panel shows of a draft. */
export type DraftSummary = Pick<DraftRow, 'lines' | 'customerName' | 'currency' | 'total'>;

/** A half-finished invoice, and the guard against a doubled one: the same row. */
export const drafts = sqliteTable(
  'drafts',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    dealId: integer('deal_id').notNull(),
    userId: userId(),
    state: text('state', {
      enum: ['editing', 'sending', 'unknown', 'choose', 'created', 'discarded'],
    }).notNull(),
    /** Grows with every save; a save or a create names the one it saw. */
    version: integer('version').notNull(),
    /** Grows after every attempt that is known to have created nothing. */
    generation: integer('generation').notNull().default(0),
    /** Whom the deal is with: what a chosen customer is remembered for. */
    party: text('party', { mode: 'json' }).$type<DraftParty>(),
    content: text('content', { mode: 'json' }).$type<DraftContent>().notNull(),
    summary: text('summary', { mode: 'json' }).$type<DraftSummary>().notNull(),
    refusal: text('refusal', { mode: 'json' }).$type<Refusal>(),
    notCreated: integer('not_created', { mode: 'boolean' }).notNull().default(false),
    /** The form's figures beside QuickBooks', as they stood when the invoice was made. */
    proof: text('proof', { mode: 'json' }).$type<Proof>(),
    invoiceId: text('invoice_id'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('drafts_of_deal').on(table.companyId, table.realmId, table.dealId, table.state),
    uniqueIndex('one_draft_per_invoice')
      .on(table.companyId, table.realmId, table.invoiceId)
      .where(sql`invoice_id is not null`),
    index('invoices_of_party')
      .on(table.companyId, table.realmId, table.party)
      .where(sql`invoice_id is not null`),
  ],
);

/**
 * One intent to write, written before the call is made. It keeps the exact body, so that a repetition
 * under the same request id repeats the same thing.
 */
export const attempts = sqliteTable(
  'attempts',
  {
    requestId: text('request_id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    draftId: text('draft_id')
      .notNull()
      .references(() => drafts.id),
    kind: text('kind', { enum: ['customer', 'invoice'] }).notNull(),
    generation: integer('generation').notNull(),
    body: text('body', { mode: 'json' }).$type<WireBody>().notNull(),
    /** `open` until the outcome is known. */
    state: text('state', { enum: ['open', 'done', 'refused', 'not_created'] }).notNull(),
    sentAt: instant('sent_at').notNull(),
    /** When the last request under this id went out; it may still run for 120 s. */
    lastSentAt: instant('last_sent_at').notNull(),
    /** One at a time works on it; every taking has an owner of its own. */
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    /** How often QuickBooks was asked, after all was surely over, and nothing was found. */
    notFound: integer('not_found').notNull().default(0),
    lookedAt: instant('looked_at'),
    /** The QuickBooks id that came of it. */
    resultId: text('result_id'),
    /** Several that could have come of it; the user chooses. */
    found: text('found', { mode: 'json' }).$type<BooksInvoice[]>(),
    tid: text('tid'),
  },
  (table) => [
    index('attempts_of_draft').on(table.draftId, table.generation),
    index('open_attempts').on(table.leaseUntil).where(sql`state = 'open'`),
  ],
);

export type Attempt = typeof attempts.$inferSelect;
