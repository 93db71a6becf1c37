import { eq, sql } from 'drizzle-orm';
import type { Doors } from '../context.ts';
import { checkConsent } from './consent.ts';
import { openConsent } from './pending-consent.ts';
import { revokeConsent } from './revoke.ts';
import { connectTickets } from './tables.ts';
import { takeExpiredTickets } from './ticket-store.ts';

/** As many in one round; those left over have their turn in one of the next. */
const atOnce = 20;

/**
 * Checks consents again that QuickBooks has not answered for. In random order, so that none waits behind
 * others that keep failing.
 */
export const recheckConsents = async (doors: Doors): Promise<void> => {
  const waiting = await doors.db
    .select()
    .from(connectTickets)
    .where(eq(connectTickets.stage, 'checking'))
    .orderBy(sql`random()`)
    .limit(atOnce);
  const now = doors.clock.now();
  await Promise.all(
    waiting.filter(({ expiresAt }) => expiresAt > now).map((ticket) => checkConsent(doors, ticket)),
  );
};

/** Deletes tickets that expired, and revokes the consents that were left in them. */
export const removeExpiredConsents = async (doors: Doors): Promise<void> => {
  const expired = await takeExpiredTickets(doors.db, doors.clock.now(), atOnce);
  await Promise.all(
    expired.map(async (ticket) => {
      const given = openConsent(doors.vault, ticket);
      if (given) await revokeConsent(doors, given.realmId, given.tokens.refreshToken);
    }),
  );
};
