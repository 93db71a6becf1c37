import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { companyId, instant, realmId, userId } from '../db/columns.ts';
import type { Fault } from '../quickbooks/answer.ts';
import type { WireBody } from '../quickbooks/told.ts';
import type { Details } from './updating/differences.ts';

/** Which QuickBooks customer an organization or a person is, and why we think so. */
export const customerLinks = sqliteTable(
  'customer_links',
  {
    companyId: companyId(),
    realmId: realmId(),
    party: text('party', { enum: ['organization', 'person'] }).notNull(),
    partyId: integer('party_id').notNull(),
    customerId: text('customer_id').notNull(),
    customerName: text('customer_name').notNull(),
    why: text('why', { enum: ['picked', 'created'] }).notNull(),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.party, table.partyId] }),
  ],
);

/**
 * One intent to change a customer in QuickBooks, or to create one, written before the call is made. While
 * it is open nothing else is done to that customer, nor created for that organization or person, from here.
 */
export const customerChanges = sqliteTable(
  'customer_changes',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    kind: text('kind', { enum: ['update', 'create'] })
      .notNull()
      .default('update'),
    /** Empty while a new one is not known to be there. */
    customerId: text('customer_id').notNull(),
    /** Whose customer a new one is. */
    party: text('party', { enum: ['organization', 'person'] }),
    partyId: integer('party_id'),
    /** Where the user stood, if that was a deal. */
    dealId: integer('deal_id'),
    userId: userId(),
    /** What the customer is called, or is to be called. */
    name: text('name').notNull(),
    /** The one that QuickBooks was last sent, and the body under it. */
    requestId: text('request_id').notNull(),
    body: text('body', { mode: 'json' }).$type<WireBody>().notNull(),
    /** By which a later look can tell whether it happened. */
    asked: text('asked', { mode: 'json' }).$type<Details & { currency?: string }>().notNull(),
    /** `open` until the outcome is known; `not_done` when only a later look could tell. */
    state: text('state', { enum: ['open', 'done', 'refused', 'not_done'] }).notNull(),
    sentAt: instant('sent_at').notNull(),
    /** When the last request went out; it may still run for 120 s. */
    lastSentAt: instant('last_sent_at').notNull(),
    /** One at a time works on it; every taking has an owner of its own. */
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    lookedAt: instant('looked_at'),
    tid: text('tid'),
    /** Why QuickBooks refused a new one. */
    fault: text('fault', { mode: 'json' }).$type<Pick<Fault, 'code' | 'element' | 'said'>>(),
  },
  (table) => [
    uniqueIndex('one_open_change_per_customer')
      .on(table.companyId, table.realmId, table.customerId)
      .where(sql`state = 'open' and kind = 'update'`),
    uniqueIndex('one_open_creation_per_party')
      .on(table.companyId, table.realmId, table.party, table.partyId)
      .where(sql`state = 'open' and kind = 'create'`),
    index('creations_of_party').on(table.companyId, table.realmId, table.party, table.partyId),
    index('open_customer_changes').on(table.leaseUntil).where(sql`state = 'open'`),
  ],
);
