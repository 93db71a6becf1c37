import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  index,
  instant,
  realmId,
  serial,
  text,
  uniqueIndex,
  whole,
} from '../db/schema-kit.ts';
import { nameKinds } from '../quickbooks/models.ts';

/** Entities whose changes concern us; events of others are acknowledged and dropped. */
export const webhookEntities = ['Invoice', 'Payment', 'CreditMemo', ...nameKinds] as const;

/** Operations under one name each; `other` is one that Intuit has not documented. */
export const webhookOperations = [
  'created',
  'updated',
  'deleted',
  'voided',
  'merged',
  'emailed',
  'other',
] as const;

/** How long events are kept, to recognise repetitions and to see whether webhooks arrive. */
export const keptMs = 14 * 24 * 60 * 60_000;

/**
 * Received events of QuickBooks. An event is a hint to read the entity: it contains no data, and it
 * may come twice, late, out of order, or not at all.
 */
export const webhookEvents = defineTable(
  'webhook_events',
  {
    id: serial('id'),
    companyId: companyId(),
    realmId: realmId(),
    entity: text('entity', { enum: webhookEntities }).notNull(),
    entityId: text('entity_id').notNull(),
    operation: text('operation', { enum: webhookOperations }).notNull(),
    /** The event's time as Intuit wrote it; its id when it has no time. */
    eventTime: text('event_time').notNull(),
    /** The time as an instant; null when the event has none. */
    occurredAt: instant('occurred_at'),
    /** The entity that was merged into this one; only for `merged`. */
    deletedId: text('deleted_id'),
    receivedAt: instant('received_at').notNull(),
    /** When the entity is to be read; null once that is done. */
    nextAt: instant('next_at'),
    tries: whole('tries').notNull().default(0),
    /** When the entity was read and mirrored, or found to be of no concern. */
    appliedAt: instant('applied_at'),
  },
  (table) => [
    uniqueIndex('one_row_per_event').on(
      table.companyId,
      table.realmId,
      table.entity,
      table.entityId,
      table.operation,
      table.eventTime,
    ),
    index('due_events')
      .on(table.companyId, table.realmId, table.nextAt)
      .where(sql`next_at is not null`),
    index('given_up_events')
      .on(table.companyId, table.realmId, table.entity, table.entityId)
      .where(sql`next_at is null and applied_at is null`),
    index('events_by_age').on(table.receivedAt),
  ],
);
