import type { Dependencies } from '../context.ts';
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
  async work(dependencies, { companyId }, slice) {
    const now = dependencies.clock.now();
    for (const ticket of await ticketsToCheck(dependencies.db, companyId, now)) {
      if (!slice.goesOn()) return;
      await slice.item(() => recheck(dependencies, ticket));
    }
    if (!slice.goesOn()) return;
    for (const ticket of await takeExpiredTickets(dependencies.db, companyId, now)) {
      if (!slice.goesOn()) return;
      await slice.item(() => removeExpired(dependencies, ticket));
    }
  },
  next: (db, { companyId }) => nextOfTickets(db, companyId),
};

/** Each check moves the next one further away, so that an outage costs few calls. */
const recheck = async (dependencies: Dependencies, ticket: TicketRow): Promise<void> => {
  const checks = ticket.checks + 1;
  const nextCheckAt = dependencies.clock.now() + checkAfter(checks);
  if (await postponeCheck(dependencies.db, ticket, { checks, nextCheckAt })) {
    await checkConsent(dependencies, ticket);
  }
};

/** The row goes last: a process that is killed before leaves what it holds to the next turn. */
const removeExpired = async (dependencies: Dependencies, ticket: TicketRow): Promise<void> => {
  const given = openConsent(dependencies.vault, ticket);
  if (given) await revokeConsent(dependencies, given.realmId, given.tokens.refreshToken);
  await deleteTicket(dependencies.db, ticket);
};
