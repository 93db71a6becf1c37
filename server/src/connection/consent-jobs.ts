import type { Doors } from '../context.ts';
import type { Job } from '../scheduler/job.ts';
import { checkAfter, checkConsent } from './consent.ts';
import { openConsent } from './pending-consent.ts';
import { revokeConsent } from './revoke.ts';
import {
  deleteTicket,
  nextOfTickets,
  postponeCheck,
  type TicketRow,
  takeExpiredTickets,
  ticketsToCheck,
} from './ticket-store.ts';

/**
 * Checks consents of a company again that QuickBooks has not answered for, revokes those that were left in
 * expired tickets, and deletes the tickets.
 */
export const consents: Job = {
  cause: 'consents',
  async work(doors, { companyId }, slice) {
    const now = doors.clock.now();
    for (const ticket of await ticketsToCheck(doors.db, companyId, now)) {
      if (!slice.goesOn()) return;
      await slice.item(() => recheck(doors, ticket));
    }
    if (!slice.goesOn()) return;
    for (const ticket of await takeExpiredTickets(doors.db, companyId, now)) {
      if (!slice.goesOn()) return;
      await slice.item(() => removeExpired(doors, ticket));
    }
  },
  next: (db, { companyId }) => nextOfTickets(db, companyId),
};

/** Each check moves the next one further away, so that an outage costs few calls. */
const recheck = async (doors: Doors, ticket: TicketRow): Promise<void> => {
  const checks = ticket.checks + 1;
  const nextCheckAt = doors.clock.now() + checkAfter(checks);
  if (await postponeCheck(doors.db, ticket, { checks, nextCheckAt })) {
    await checkConsent(doors, ticket);
  }
};

/** The row goes last: a process that is killed before leaves what it holds to the next turn. */
const removeExpired = async (doors: Doors, ticket: TicketRow): Promise<void> => {
  const given = openConsent(doors.vault, ticket);
  if (given) await revokeConsent(doors, given.realmId, given.tokens.refreshToken);
  await deleteTicket(doors.db, ticket);
};
