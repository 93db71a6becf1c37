import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { makeDue } from '../scheduler/turns.ts';
import { isBusy, isFree, openStates } from './store.ts';
import { type Operation, operations, vendorOf } from './tables.ts';

type Retried = Pick<
  Operation,
  'id' | 'companyId' | 'realmId' | 'kind' | 'subject' | 'subjectId' | 'state'
>;

const isOpen = ({ state }: Retried): boolean => (openStates as readonly string[]).includes(state);

/**
 * What a retry does with an operation in this state; null when only the user can decide. One whose
 * outcome is unknown is looked up again. A change in Pipedrive that was certainly not made is sent
 * again; those in QuickBooks are repeated by the user, who sees what they would change.
 */
export const retryState = ({
  kind,
  state,
}: Pick<Operation, 'kind' | 'state'>): Operation['state'] | null => {
  if (state === 'waiting' || state === 'sending' || state === 'unconfirmed') return state;
  if (state === 'unknown') return 'unconfirmed';
  const isResent = vendorOf[kind] === 'pipedrive' && kind !== 'attach_pdf';
  return isResent && state === 'not_done' ? 'waiting' : null;
};

/**
 * Makes an operation due at once, for another lookup or another try. False when it has changed
 * since it was read, or another operation of the same subject is open.
 */
export const retryOperation = (db: Db, operation: Retried, now: number): Promise<boolean> =>
  transact(db, async (tx) => {
    const state = retryState(operation);
    if (state === null || (!isOpen(operation) && (await isBusy(tx, operation)))) return false;
    const isAsRead = and(eq(operations.id, operation.id), eq(operations.state, operation.state));
    const due = isOpen(operation)
      ? { nextAt: now }
      : { state, nextAt: now, tries: 0, rejected: 0, notFound: 0 };
    // A leased operation is being worked on.
    const retried = await tx
      .update(operations)
      .set(due)
      .where(and(isAsRead, isFree(now)))
      .returning({ id: operations.id });
    if (retried.length === 0) return isOpen(operation);
    const { companyId, realmId, kind } = operation;
    await makeDue(tx, { companyId, realmId, job: vendorOf[kind] }, now, now);
    return true;
  });
