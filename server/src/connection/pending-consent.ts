import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Vault } from '../db/encrypted.ts';
import type { Db } from '../db/open-database.ts';
import { connectTickets } from './tables.ts';

const consent = z.object({
  realmId: z.string(),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresAt: z.number(),
    refreshExpiresAt: z.number().nullable(),
  }),
});

/** What Intuit gave us for a ticket, before it is a connection. */
export type Consent = z.infer<typeof consent>;

export const sealConsent = (vault: Vault, given: Consent): string =>
  vault.seal(JSON.stringify(given));

export const openConsent = (vault: Vault, sealed: string): Consent =>
  consent.parse(JSON.parse(vault.open(sealed)));

const prefix = 'pending ';

/** Names a waiting consent where the gateway wants a connection id, to read the company's name. */
export const pendingKey = (ticketHash: string): string => prefix + ticketHash;

/** The access token of a waiting consent, just issued; null when `key` names none. */
export const pendingToken = async (db: Db, vault: Vault, key: string): Promise<string | null> => {
  if (!key.startsWith(prefix)) return null;
  const ticketHash = key.slice(prefix.length);
  const ticket = db
    .select({ pending: connectTickets.pending })
    .from(connectTickets)
    .where(eq(connectTickets.ticketHash, ticketHash))
    .get();
  return ticket?.pending ? openConsent(vault, ticket.pending).tokens.accessToken : null;
};
