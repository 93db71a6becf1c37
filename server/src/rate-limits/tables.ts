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

/** What processes share about the rate limits of a realm. It belongs to no company, and names none. */
export const realmPermits = defineTable(
  'realm_permits',
  {
    /** SHA-256 of the realm's id. */
    realmHash: text('realm_hash').primaryKey(),
    state: json<RealmState>('state').notNull(),
    /** From then on the row tells nothing any more. */
    blankFrom: instant('blank_from').notNull(),
  },
  (table) => [index('realm_permits_by_blank').on(table.blankFrom)],
);

/** Reads that Intuit counts, by what caused them; `month` as `2027-03`, in UTC. */
export const meteredReads = defineTable(
  'metered_reads',
  {
    companyId: companyId(),
    realmId: realmId(),
    month: text('month').notNull(),
    cause: text('cause').notNull(),
    count: whole('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.month, table.cause] })],
);
