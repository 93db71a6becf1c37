import { and, asc, eq, gt, lte } from 'drizzle-orm';
import type { Doors } from '../context.ts';
import { checkAfter, checkConsent } from './consent.ts';
import { openConsent } from './pending-consent.ts';
import { revokeConsent } from './revoke.ts';
import { connectTickets } from './tables.ts';
import { postponeCheck, type TicketRow, takeExpiredTickets } from './ticket-store.ts';

/** As many in one round; those left over have their turn in one of the next. */
const atOnce = 20;

/**
 * Checks consents again that QuickBooks has not answered for, the longest due first. Each check moves the
 * next one further away, so that an outage costs few calls and none waits behind others that keep failing.
 */
export const recheckConsents = async (doors: Doors): Promise<void> => {
  const now = doors.clock.now();
  const due = await doors.db
    .select()
    .from(connectTickets)
    .where(
      and(
        eq(connectTickets.stage, 'checking'),
        lte(connectTickets.nextCheckAt, now),
        gt(connectTickets.expiresAt, now),
      ),
    )
    .orderBy(asc(connectTickets.nextCheckAt))
    .limit(atOnce);
  await Promise.all(due.map((ticket) => recheck(doors, ticket)));
};

const recheck = async (doors: Doors, ticket: TicketRow): Promise<void> => {
  const checks = ticket.checks + 1;
  const nextCheckAt = doors.clock.now() + checkAfter(checks);
  if (await postponeCheck(doors.db, ticket, { checks, nextCheckAt })) {
    await checkConsent(doors, ticket);
  }
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
