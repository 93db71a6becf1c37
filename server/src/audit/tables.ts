import {
  companyId,
  defineTable,
  index,
  instant,
  json,
  serial,
  text,
  userId,
  whole,
} from '../db/schema-kit.ts';

/** One row per action of a user. Contains no tokens and no bodies of requests. */
export const auditEntries = defineTable(
  'audit_entries',
  {
    id: serial('id'),
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
        'deal_field_changed',
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
        'deletion_planned',
        'deletion_cancelled',
        'data_exported',
        'data_deleted',
      ],
    }).notNull(),
    realmId: text('realm_id'),
    dealId: whole('deal_id'),
    /** Id or name of the changed object, depending on `action`: an invoice id, a realm name. */
    subject: text('subject'),
    details: json<Record<string, string>>('details'),
  },
  (table) => [
    index('audit_of_company').on(table.companyId, table.at),
    index('audit_of_subject').on(table.companyId, table.realmId, table.subject),
  ],
);
