import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import {
  recordUnreadable,
  type UnreadableRecord,
  unreadableIn,
} from '../invoices/mirror/unreadable-records.ts';
import { applyChanges, type ConnectedCompany, noChanges } from './apply-changes.ts';

/** Each takes up to four metered reads. */
const mostPerDay = 20;

/** Reads those objects again that failed longest ago. Throws the read errors of an outage. */
export const retryUnreadable = async (
  tools: Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>,
  company: ConnectedCompany,
): Promise<void> => {
  for (const record of await unreadableIn(tools.db, company, mostPerDay)) {
    await retryRecord(tools, company, record);
  }
};

/** Reads one object again; it stays recorded when that fails. */
export const retryRecord = async (
  tools: Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>,
  company: ConnectedCompany,
  { entity, entityId }: Pick<UnreadableRecord, 'entity' | 'entityId'>,
): Promise<void> => {
  const readAt = tools.clock.now();
  const wanted = entity === 'Invoice' ? { invoiceIds: [entityId] } : { paymentIds: [entityId] };
  try {
    await applyChanges(tools, company, { ...noChanges, ...wanted, readAt }, 'feed');
  } catch (error) {
    if (!isAppError(error, 'quickbooks_refused')) throw error;
    const unreadable = [{ id: entityId, code: error.details?.faultCode ?? '' }];
    await transact(tools.db, (tx) => recordUnreadable(tx, company, entity, unreadable, readAt));
  }
};
