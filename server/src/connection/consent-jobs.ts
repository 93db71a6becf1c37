import { and, asc, eq, gt, lte } from 'drizzle-orm';
import type { Doors } from '../context.ts';
import { makeWorkers } from '../workers.ts';
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
export const recheckConsents = async (
  doors: Doors,
  workers = makeWorkers(doors.log),
): Promise<(Promise<number> | null)[]> => {
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
  return due.map((ticket) =>
    workers.start(`consent ${ticket.companyId}`, () => recheck(doors, ticket)),
  );
};

const recheck = async (doors: Doors, ticket: TicketRow): Promise<number> => {
  const checks = ticket.checks + 1;
  const nextCheckAt = doors.clock.now() + checkAfter(checks);
  if (!(await postponeCheck(doors.db, ticket, { checks, nextCheckAt }))) return 0;
  await checkConsent(doors, ticket);
  return 1;
};

/** Deletes tickets that expired, and revokes the consents that were left in them. */
export const removeExpiredConsents = async (
  doors: Doors,
  workers = makeWorkers(doors.log),
): Promise<(Promise<number> | null)[]> => {
  const expired = await takeExpiredTickets(doors.db, doors.clock.now(), atOnce);
  return expired.map((ticket) =>
    workers.start(`expired ${ticket.ticketHash}`, async () => {
      const given = openConsent(doors.vault, ticket);
      if (!given) return 0;
      await revokeConsent(doors, given.realmId, given.tokens.refreshToken);
      return 1;
    }),
  );
};
