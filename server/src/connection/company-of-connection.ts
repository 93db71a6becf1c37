import { eq } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { isPendingKey, ticketOf } from './pending-consent.ts';
import { connections, connectTickets } from './tables.ts';

/** The company that a connection id, or the key of a pending consent, belongs to; null once it was deleted. */
export const companyOfConnection = async (db: Reader, key: string): Promise<number | null> => {
  const [row] = isPendingKey(key)
    ? await db
        .select({ companyId: connectTickets.companyId })
        .from(connectTickets)
        .where(eq(connectTickets.ticketHash, ticketOf(key)))
    : await db
        .select({ companyId: connections.companyId })
        .from(connections)
        .where(eq(connections.id, key));
  return row?.companyId ?? null;
};
