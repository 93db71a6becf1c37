import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
  json,
  realmId,
  text,
  uniqueIndex,
  userId,
  whole,
} from '../db/schema-kit.ts';
import type { DraftRow } from '../invoices/contract.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { DealSnapshot } from '../shared/drift/deal-snapshot.ts';
import type { Refusal, TotalsComparison } from './contract.ts';

/** The deal's organization, else its person. */
export type DraftParty = { party: 'organization' | 'person'; partyId: number } | null;

/** The part of a draft that the panel lists. */
export type DraftSummary = Pick<DraftRow, 'lines' | 'customerName' | 'currency' | 'total'>;

/** An unfinished invoice; its row also guards against creating the invoice twice. */
export const drafts = defineTable(
  'drafts',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    dealId: whole('deal_id').notNull(),
    userId: userId(),
    state: text('state', {
      enum: ['editing', 'sending', 'created', 'discarded'],
    }).notNull(),
    /** Increases with every save; save and create name the version the user saw. */
    version: whole('version').notNull(),
    /** Increases after every attempt known to have created nothing; part of the request id. */
    generation: whole('generation').notNull().default(0),
    /** The deal's organization or person, to which a chosen customer is linked. */
    party: json<DraftParty>('party'),
    content: json<DraftContent>('content').notNull(),
    summary: json<DraftSummary>('summary').notNull(),
    refusal: json<Refusal>('refusal'),
    notCreated: flag('not_created').notNull().default(false),
    /** The form's totals compared with QuickBooks' at creation. */
    totalsComparison: json<TotalsComparison>('totals_comparison'),
    invoiceId: text('invoice_id'),
    /** The deal's content as last read before the first save; null when it was not read. */
    filledFrom: json<DealSnapshot>('filled_from'),
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
    index('discarded_drafts').on(table.updatedAt).where(sql`state = 'discarded'`),
    uniqueIndex('one_draft_in_flight_per_deal')
      .on(table.companyId, table.realmId, table.dealId)
      .where(sql`state = 'sending'`),
  ],
);
