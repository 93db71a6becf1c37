import {
  companyId,
  defineTable,
  index,
  instant,
  primaryKey,
  realmId,
  text,
  userId,
  whole,
} from '../db/schema-kit.ts';

/**
 * The QuickBooks customers of each organization or person, and how they were linked: a main one,
 * and for deals in other currencies one of each currency, because a customer has one currency for
 * ever.
 */
export const customerLinks = defineTable(
  'customer_links',
  {
    companyId: companyId(),
    realmId: realmId(),
    party: text('party', { enum: ['organization', 'person'] }).notNull(),
    partyId: whole('party_id').notNull(),
    /** The currency of the deals that use it, ISO 4217; empty for the main customer. */
    currency: text('currency').notNull().default(''),
    customerId: text('customer_id').notNull(),
    customerName: text('customer_name').notNull(),
    why: text('why', { enum: ['picked', 'created'] }).notNull(),
    linkedById: userId('linked_by_id'),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.companyId, table.realmId, table.party, table.partyId, table.currency],
    }),
    index('parties_of_customer').on(table.companyId, table.realmId, table.customerId),
  ],
);

/** The recipients of each customer's last invoice, which the next one starts with. */
export const customerRecipients = defineTable(
  'customer_recipients',
  {
    companyId: companyId(),
    realmId: realmId(),
    customerId: text('customer_id').notNull(),
    /** Addresses joined with commas; empty when nobody typed any. */
    toAddresses: text('to_addresses').notNull(),
    ccAddresses: text('cc_addresses').notNull(),
    bccAddresses: text('bcc_addresses').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.customerId] })],
);
