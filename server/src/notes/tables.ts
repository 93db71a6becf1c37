import { companyId, defineTable, instant, primaryKey, realmId, text } from '../db/schema-kit.ts';

/**
 * What notes have said about an invoice, or did not need to say, so that no note is written twice:
 * not when an event is reported again, nor when a payment is moved to another invoice and back.
 */
export const notedEvents = defineTable(
  'noted_events',
  {
    companyId: companyId(),
    realmId: realmId(),
    invoiceId: text('invoice_id').notNull(),
    /** Names the event: `voided`, `sent` with its time, `payment` with its id. */
    key: text('key').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId, table.key] }),
  ],
);
