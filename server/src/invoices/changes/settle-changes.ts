import type { Doors } from '../../context.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import { settleByLook } from '../../writes/settle-by-look.ts';
import { lookNow } from '../mirror/read-now.ts';
import { tracesOf } from './actions/all.ts';
import {
  type Change,
  endChange,
  releaseChange,
  takeChange,
  waitingChanges,
} from './change-store.ts';
import { changeIsDone } from './finish-change.ts';

const kept = { waiting: waitingChanges, take: takeChange, release: releaseChange };

/** Settles changes of invoices of which nothing was heard; returns how many were worked on. */
export const settleInvoiceChanges = (doors: Doors): Promise<number> =>
  settleByLook(doors, kept, (realm, change, lookedAt) => look(doors, realm, change, lookedAt));

const look = async (doors: Doors, realm: Realm, change: Change, lookedAt: number) => {
  const { companyId, realmId, invoiceId, kind } = change;
  const now = await lookNow(doors, realm, { companyId, realmId }, invoiceId);
  const happened = tracesOf[kind].happened(now, change, doors.quickbooks.skewMs() ?? 0);
  if (happened) return changeIsDone(doors, change, { now, tid: change.tid });
  endChange(doors.db, change, { state: 'not_done', lookedAt });
};
