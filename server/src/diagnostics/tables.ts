import {
  companyId,
  defineTable,
  index,
  primaryKey,
  realmId,
  text,
  whole,
} from '../db/schema-kit.ts';

/**
 * Stages of an event of QuickBooks. `delivery`: from the change to its receipt. `reading`: from
 * there until it is mirrored. `display`: from the receipt until open panels get the change.
 */
export const eventStages = ['delivery', 'reading', 'display'] as const;

/** How many events took how long, by day and bucket; `day` as `2027-03-09`, in UTC. */
export const eventDelays = defineTable(
  'event_delays',
  {
    companyId: companyId(),
    realmId: realmId(),
    day: text('day').notNull(),
    stage: text('stage', { enum: eventStages }).notNull(),
    /** Upper limit of the bucket in milliseconds. */
    limitMs: whole('limit_ms').notNull(),
    count: whole('count').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.companyId, table.realmId, table.day, table.stage, table.limitMs],
    }),
    index('event_delays_by_day').on(table.day),
  ],
);
