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

/** Where an invoice is no longer offered: at a deal, an organization or a person. */
export const declinedOffers = defineTable(
  'declined_offers',
  {
    companyId: companyId(),
    realmId: realmId(),
    invoiceId: text('invoice_id').notNull(),
    ofKind: text('of_kind', { enum: ['deal', 'organization', 'person'] }).notNull(),
    ofId: whole('of_id').notNull(),
    declinedById: userId('declined_by_id'),
    declinedAt: instant('declined_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.companyId, table.realmId, table.invoiceId, table.ofKind, table.ofId],
    }),
  ],
);

/** Invoices that were mirrored for the first time and may belong to a deal, until the job ran. */
export const foundInvoices = defineTable(
  'found_invoices',
  {
    companyId: companyId(),
    realmId: realmId(),
    invoiceId: text('invoice_id').notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId] }),
    index('due_found_invoices').on(table.companyId, table.realmId, table.dueAt),
  ],
);

/** The primary organization of persons who have a linked customer, as last read in Pipedrive. */
export const primaryOrganizations = defineTable(
  'primary_organizations',
  {
    companyId: companyId(),
    personId: whole('person_id').notNull(),
    /** Null for a person without an organization. */
    organizationId: whole('organization_id'),
    readAt: instant('read_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.personId] }),
    index('persons_of_organization').on(table.companyId, table.organizationId),
  ],
);
