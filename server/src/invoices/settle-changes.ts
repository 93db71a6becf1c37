import type { Doors } from '../context.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { leaseFor } from '../writes/lease.ts';
import { lookIsDue } from '../writes/next-look.ts';
import { settleInTurn } from '../writes/settle-in-turn.ts';
import { tracesOf } from './actions/all.ts';
import {
  type Change,
  endChange,
  releaseChange,
  takeChange,
  waitingChanges,
} from './change-store.ts';
import { changeIsDone } from './finish-change.ts';
import { lookNow } from './read-now.ts';

/**
 * Settles changes of invoices whose answer was lost, or whose process died: once whatever was sent has
 * surely come to its end at QuickBooks, one look tells whether it happened. Nothing is ever sent again.
 * Returns how many were worked on.
 */
export const settleInvoiceChanges = async (doors: Doors): Promise<number> => {
  const { settle } = doors.settings;
  const now = doors.clock.now();
  const isOver = ({ lastSentAt, leaseUntil }: Change) =>
    now - Math.max(lastSentAt, leaseUntil ?? 0) >= settle.afterMs;
  const waiting = await waitingChanges(doors.db, now);
  const due = waiting.filter((change) => isOver(change) && lookIsDue(change, now, settle));
  return settleInTurn(doors, due, async (realm, one) => {
    const change = await takeChange(doors.db, one, leaseFor(doors));
    if (change) await settleOne(doors, realm, change);
    return change !== null;
  });
};

const settleOne = async (doors: Doors, realm: Realm, change: Change): Promise<void> => {
  const lookedAt = doors.clock.now();
  try {
    await look(doors, realm, change, lookedAt);
  } catch (error) {
    doors.log.warn({ change: change.id, error: String(error) }, 'could not settle yet');
    await releaseChange(doors.db, change, { lookedAt });
  }
};

const look = async (doors: Doors, realm: Realm, change: Change, lookedAt: number) => {
  const { companyId, realmId, invoiceId, kind } = change;
  const books = { companyId, realmId };
  const now = await lookNow(doors, realm, books, invoiceId);
  const happened = tracesOf[kind].happened(now, change, doors.quickbooks.skewMs() ?? 0);
  if (happened) return changeIsDone(doors, change, { now, tid: change.tid });
  endChange(doors.db, change, { state: 'not_done', lookedAt });
};
