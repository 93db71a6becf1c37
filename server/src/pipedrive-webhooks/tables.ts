import {
  companyId,
  defineTable,
  instant,
  json,
  primaryKey,
  text,
  uniqueIndex,
  userId,
} from '../db/schema-kit.ts';

/** A company's webhooks at Pipedrive, or why there are none. */
export const pipedriveWebhooks = defineTable(
  'pipedrive_webhooks',
  {
    companyId: companyId(),
    /** Whose grant registered them; Pipedrive deletes them when this user uninstalls. */
    userId: userId(),
    /** User name of the deliveries' basic authentication. */
    credential: text('credential').notNull(),
    /** SHA-256 of the password. */
    passwordHash: text('password_hash').notNull(),
    /** The address they deliver to. */
    url: text('url').notNull(),
    /** Ids at Pipedrive; empty when it refused to register them. */
    webhookIds: json<number[]>('webhook_ids').notNull(),
    /** Pipedrive's message when it refused. */
    refused: text('refused'),
    checkedAt: instant('checked_at').notNull(),
    /** When to check that they still exist, or to try again. */
    nextAt: instant('next_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId] }),
    uniqueIndex('webhooks_of_credential').on(table.credential),
  ],
);
