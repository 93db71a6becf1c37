import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { byDialect } from './dialect.ts';

/**
 * Tells every process that listens on this database, once the transaction has taken effect. A signal may get
 * lost: what it tells must be found without it too. SQLite serves one process and needs none.
 */
export const sendSignal: (tx: Tx, channel: string) => Promise<void> = byDialect({
  sqlite: async () => undefined,
  postgres: async (tx: Tx, channel: string) => {
    await tx.select({ sent: sql`pg_notify(${channel}, '')` }).from(sql`(select 1) as one_row`);
  },
});
