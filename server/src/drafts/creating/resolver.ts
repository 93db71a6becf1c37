import type { Doors } from '../../context.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import { leaseFor } from '../../writes/lease.ts';
import { lookIsDue } from '../../writes/next-look.ts';
import { settleInTurn } from '../../writes/settle-in-turn.ts';
import { draftOfAttempt } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { releaseAttempt } from './attempt-outcome.ts';
import { takeAttempt, waitingAttempts } from './attempt-store.ts';
import { settleCustomer } from './settle-customer.ts';
import { settleInvoice } from './settle-invoice.ts';

/**
 * Settles what is unknown: writes whose answer was lost, and drafts whose process died while sending.
 * It looks before it repeats, never has two requests in the air for one attempt, and works only while
 * that realm is connected. Returns how many attempts it worked on.
 */
export const settleAttempts = async (doors: Doors): Promise<number> => {
  const now = doors.clock.now();
  const waiting = await waitingAttempts(doors.db, now);
  const due = waiting.filter((attempt) => lookIsDue(attempt, now, doors.settings.settle));
  return settleInTurn(doors, due, async (realm, one) => {
    const attempt = await takeAttempt(doors.db, one, leaseFor(doors));
    if (attempt) await settle(doors, realm, attempt);
    return attempt !== null;
  });
};

const settle = async (doors: Doors, realm: Realm, attempt: Attempt): Promise<void> => {
  const lookedAt = doors.clock.now();
  try {
    const draft = await draftOfAttempt(doors.db, attempt.requestId);
    if (!draft) return;
    const how = attempt.kind === 'customer' ? settleCustomer : settleInvoice;
    await how(doors, realm, draft, attempt, lookedAt);
  } catch (error) {
    const { requestId } = attempt;
    doors.log.warn({ requestId, error: String(error) }, 'could not settle yet');
    await releaseAttempt(doors.db, attempt, { lookedAt });
  }
};
