import {
  companyId,
  defineTable,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
  whole,
} from '../db/schema-kit.ts';
import type { RealmState } from './realm-state.ts';

/** Rate limit state of a realm, shared by all processes. Not company data, and names no company. */
export const realmPermits = defineTable(
  'realm_permits',
  {
    /** SHA-256 of the realm's id. */
    realmHash: text('realm_hash').primaryKey(),
    state: json<RealmState>('state').notNull(),
    /** From this instant on the state equals an empty one, and the row may be deleted. */
    blankFrom: instant('blank_from').notNull(),
  },
  (table) => [index('realm_permits_by_blank').on(table.blankFrom)],
);

/**
 * Number of reads that Intuit charges for, by cause; `month` as `2027-03`, in UTC.
 * https://blogs.intuit.com/2026/01/08/understanding-builder-tier-api-limits-for-you-and-your-customers
 */
export const meteredReads = defineTable(
  'metered_reads',
  {
    companyId: companyId(),
    realmId: realmId(),
    month: text('month').notNull(),
    cause: text('cause').notNull(),
    count: whole('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.month, table.cause] }),
    // Has every column that the sums of a month need.
    index('metered_reads_of_month').on(table.month, table.cause, table.count),
  ],
);
