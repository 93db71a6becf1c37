import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, userId } from '../db/columns.ts';

/** Who did what, when. Never a token, never a body. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    companyId: companyId(),
    userId: userId(),
    at: instant('at').notNull(),
    action: text('action', {
      enum: [
        'installed',
        'uninstalled',
        'connected',
        'disconnected',
        'connection_broken',
        'preferences_saved',
        'customer_linked',
        'customer_unlinked',
        'customer_updated',
        'customer_created',
        'invoice_created',
        'invoice_voided',
        'invoice_deleted',
        'invoice_sent',
        'invoice_edited',
        'note_given_up',
        'invoice_linked',
        'invoice_unlinked',
        'term_created',
      ],
    }).notNull(),
    realmId: text('realm_id'),
    dealId: integer('deal_id'),
    /** What it was done to: an invoice id, a customer id, a realm name. */
    subject: text('subject'),
    details: text('details', { mode: 'json' }).$type<Record<string, string>>(),
  },
  (table) => [
    index('audit_of_company').on(table.companyId, table.at),
    index('audit_of_subject').on(table.companyId, table.realmId, table.subject),
  ],
);
