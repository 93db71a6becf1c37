import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, userId } from '../db/columns.ts';

/** What must still be told elsewhere, written in the transaction that made it true. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    /** On whose behalf it is told. */
    userId: userId(),
    kind: text('kind', { enum: ['deal_note'] }).notNull(),
    dealId: integer('deal_id').notNull(),
    /** HTML of the note. */
    content: text('content').notNull(),
    state: text('state', { enum: ['waiting', 'done', 'given_up'] }).notNull(),
    tries: integer('tries').notNull().default(0),
    /** Not before this instant; also the lease while somebody works on it. */
    nextAt: instant('next_at').notNull(),
    /** True when an earlier try may have succeeded: look before writing. */
    unclear: integer('unclear', { mode: 'boolean' }).notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('outbox_waiting').on(table.nextAt).where(sql`state = 'waiting'`)],
);
