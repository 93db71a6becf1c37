import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Reader } from '../db/database.ts';
import type { Vault } from '../db/encrypted.ts';

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

/** Names a ticket as the place that its consent is sealed for. */
export const ticketPlace = (ticketHash: string): string => `ticket ${ticketHash}`;

export const sealConsent = (vault: Vault, ticketHash: string, given: Consent): string =>
  vault.seal(JSON.stringify(given), ticketPlace(ticketHash));

/** What a ticket holds; null when it holds nothing, or nothing that can be opened any more. */
export const openConsent = (
  vault: Vault,
  { ticketHash, pending }: { ticketHash: string; pending: string | null },
): Consent | null => {
  const given = pending === null ? null : vault.open(pending, ticketPlace(ticketHash));
  return given === null ? null : consent.parse(JSON.parse(given));
};

const prefix = 'pending ';

/** Names a pending consent where the gateway expects a connection id, to read CompanyInfo with its token. */
export const pendingKey = (ticketHash: string): string => prefix + ticketHash;

/** The ticket that a pending key names. */
export const ticketOf = (key: string): string => key.slice(prefix.length);

export const isPendingKey = (key: string): boolean => key.startsWith(prefix);

/** The access token of a waiting consent, just issued; null when `key` names none. */
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
  const given = ticket && openConsent(vault, { ticketHash, pending: ticket.pending });
  return given?.tokens.accessToken ?? null;
};
