import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { byDialect } from './dialect.ts';

/**
 * Notifies every process that listens on the channel, after the transaction commits. Signals can be
 * lost, so the receiver must also poll. Does nothing on SQLite, which serves one process.
 */
export const sendSignal: (tx: Tx, channel: string) => Promise<void> = byDialect({
  sqlite: async () => undefined,
  postgres: async (tx: Tx, channel: string) => {
    await tx.select({ sent: sql`pg_notify(${channel}, '')` }).from(sql`(select 1) as one_row`);
  },
});
