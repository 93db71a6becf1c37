import { booksAsKnown } from '../books/service.ts';
import type { Doors } from '../context.ts';
import type { BooksCustomerDetails, Realm } from '../quickbooks/gateway.ts';
import { leaseFor } from '../writes/lease.ts';
import { lookIsDue } from '../writes/next-look.ts';
import { settleInTurn } from '../writes/settle-in-turn.ts';
import {
  type CustomerChange,
  endChange,
  releaseChange,
  takeChange,
  waitingChanges,
} from './change-store.ts';
import { differencesBetween } from './differences.ts';

/**
 * Settles changes of customers whose answer was lost, or whose process died: once whatever was sent has
 * surely come to its end at QuickBooks, one look tells whether it happened. Nothing is ever sent again.
 * Returns how many were worked on.
 */
export const settleCustomerChanges = async (doors: Doors): Promise<number> => {
  const { settle } = doors.settings;
  const now = doors.clock.now();
  const isOver = ({ lastSentAt, leaseUntil }: CustomerChange) =>
    now - Math.max(lastSentAt, leaseUntil ?? 0) >= settle.afterMs;
  const waiting = await waitingChanges(doors.db, now);
  const due = waiting.filter((change) => isOver(change) && lookIsDue(change, now, settle));
  return settleInTurn(doors, due, async (realm, one) => {
    const change = await takeChange(doors.db, one, leaseFor(doors));
    if (change) await settleOne(doors, realm, change);
    return change !== null;
  });
};

const settleOne = async (doors: Doors, realm: Realm, change: CustomerChange): Promise<void> => {
  const lookedAt = doors.clock.now();
  try {
    const now = await doors.quickbooks.customerDetails(realm, change.customerId);
    const state = now && (await happened(doors, realm, change, now)) ? 'done' : 'not_done';
    await endChange(doors.db, change, { state, lookedAt });
  } catch (error) {
    doors.log.warn({ change: change.id, error: String(error) }, 'could not settle yet');
    await releaseChange(doors.db, change, { lookedAt });
  }
};

/** All that was asked for is there. A tax id is only asked for where none was masked: masked, it is there. */
const happened = async (
  doors: Doors,
  { connectionId, realmId }: Realm,
  { companyId, userId, asked }: CustomerChange,
  now: BooksCustomerDetails,
): Promise<boolean> => {
  const ctx = { ...doors, companyId, userId };
  const { country } = await booksAsKnown(ctx, { id: connectionId, realmId });
  return differencesBetween(asked, now, country).length === 0;
};
