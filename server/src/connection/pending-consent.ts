import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Reader } from '../db/database.ts';
import type { Vault } from '../db/encrypted.ts';
import { connections, connectTickets } from './tables.ts';

const consent = z.object({
  realmId: z.string(),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresAt: z.number(),
    refreshExpiresAt: z.number().nullable(),
    hardExpiresAt: z.number().nullable().default(null),
  }),
});

/** Realm and tokens of a ticket's consent that is not a connection yet. */
export type Consent = z.infer<typeof consent>;

/** The row name that a ticket's consent is encrypted with (`Vault`). */
export const ticketRowName = (ticketHash: string): string => `ticket ${ticketHash}`;

export const encryptConsent = (vault: Vault, ticketHash: string, value: Consent): string =>
  vault.encrypt(JSON.stringify(value), ticketRowName(ticketHash));

/** Decrypts the consent of a ticket; null when it has none, or when its key is lost. */
export const decryptConsent = (
  vault: Vault,
  { ticketHash, pending }: { ticketHash: string; pending: string | null },
): Consent | null => {
  const text = pending === null ? null : vault.decrypt(pending, ticketRowName(ticketHash));
  return text === null ? null : consent.parse(JSON.parse(text));
};

const prefix = 'pending ';

/**
 * Stands for a connection id at the gateway, to read CompanyInfo with the token of a pending
 * consent.
 */
export const pendingKey = (ticketHash: string): string => prefix + ticketHash;

const ticketOf = (key: string): string => key.slice(prefix.length);

export const isPendingKey = (key: string): boolean => key.startsWith(prefix);

/** The access token of a pending consent; null when `key` is not the key of one. */
export const pendingToken = async (
  db: Reader,
  vault: Vault,
  key: string,
): Promise<string | null> => {
  if (!isPendingKey(key)) return null;
  const ticketHash = ticketOf(key);
  const [ticket] = await db
    .select({ pending: connectTickets.pending })
    .from(connectTickets)
    .where(eq(connectTickets.ticketHash, ticketHash));
  const consentOfTicket = ticket && decryptConsent(vault, { ticketHash, pending: ticket.pending });
  return consentOfTicket?.tokens.accessToken ?? null;
};

/** The company of a connection id or pending key; null once it was deleted. */
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
