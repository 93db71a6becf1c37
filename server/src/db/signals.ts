import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { byDialect } from './dialect.ts';

/** Longest payload of a signal in bytes. https://www.postgresql.org/docs/current/sql-notify.html */
export const maxPayloadBytes = 7_999;

/**
 * Notifies every process that listens on the channel, after the transaction commits. Signals can be
 * lost, so the receiver must also poll, or read again after it has connected. Does nothing on
 * SQLite, which serves one process.
 */
export const sendSignal: (tx: Tx, channel: string, payload?: string) => Promise<void> = byDialect({
  sqlite: async () => undefined,
  postgres: async (tx: Tx, channel: string, payload = '') => {
    const sent = sql`pg_notify(${channel}, ${payload})`;
    await tx.select({ sent }).from(sql`(select 1) as one_row`);
  },
});
