import type { Dependencies } from '../context.ts';
import type { Job } from '../scheduler/job.ts';
import { checkConsent, checkDelay } from './consent.ts';
import { decryptConsent } from './pending-consent.ts';
import { revokeConsent } from './revoke.ts';
import {
  claimCheck,
  deleteTicket,
  nextOfTickets,
  type TicketRow,
  takeExpiredTickets,
  ticketsToCheck,
} from './ticket-store.ts';

/**
 * Re-checks consents of a company that QuickBooks has not confirmed yet, and revokes and deletes
 * expired tickets.
 */
export const consents: Job = {
  cause: 'consents',
  async work(dependencies, { companyId }, slice) {
    const now = dependencies.clock.now();
    // A ticket that fails delays no other; the turn then fails, and is repeated after a pause.
    const errors: unknown[] = [];
    const attempt = (work: () => Promise<void>) =>
      slice.item(() => work().catch((error: unknown) => errors.push(error)));
    for (const ticket of await ticketsToCheck(dependencies.db, companyId, now)) {
      if (!slice.goesOn()) break;
      await attempt(() => recheck(dependencies, ticket));
    }
    const expired = slice.goesOn() ? await takeExpiredTickets(dependencies.db, companyId, now) : [];
    for (const ticket of expired) {
      if (!slice.goesOn()) break;
      await attempt(() => removeExpired(dependencies, ticket));
    }
    if (errors.length > 0) throw errors[0];
  },
  next: (db, { companyId }) => nextOfTickets(db, companyId),
};

/**
 * Postpones the next check first, with a growing delay: few calls in an outage, and one worker per
 * check.
 */
const recheck = async (dependencies: Dependencies, ticket: TicketRow): Promise<void> => {
  const checks = ticket.checks + 1;
  const nextCheckAt = dependencies.clock.now() + checkDelay(checks);
  if (await claimCheck(dependencies.db, ticket, { checks, nextCheckAt })) {
    await checkConsent(dependencies, ticket);
  }
};

/** Revokes before deleting, so that a killed process leaves the ticket to the next run. */
const removeExpired = async (dependencies: Dependencies, ticket: TicketRow): Promise<void> => {
  const consent = decryptConsent(dependencies.vault, ticket);
  if (consent) await revokeConsent(dependencies, consent.realmId, consent.tokens.refreshToken);
  await deleteTicket(dependencies.db, ticket);
};
