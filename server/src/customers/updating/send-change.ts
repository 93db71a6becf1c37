import { AppError, isAppError } from '../../app-error.ts';
import type { Doors } from '../../context.ts';
import type { ChangeAnswer } from '../../quickbooks/answer.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { BooksCustomerDetails } from '../../quickbooks/told.ts';
import type { Books } from '../../shared/books.ts';
import { leaseFor } from '../../writes/lease.ts';
import { tidOf } from '../../writes/nothing-done.ts';
import { patiently } from '../../writes/patiently.ts';
import { type CustomerChange, noteSent, releaseChange, requestIdOf } from '../change-store.ts';
import { readCustomer } from '../read-customer.ts';
import { differencesBetween } from './differences.ts';
import { endUpdate } from './end-update.ts';

type OnItsWay = {
  realm: Realm;
  change: CustomerChange;
  /** The customer as the change was made from. */
  before: BooksCustomerDetails;
  books: Books;
};

/** `there`: somebody else has written the same meanwhile. Null: taken over. */
type Answer =
  | ChangeAnswer<BooksCustomerDetails>
  | { kind: 'there'; value: BooksCustomerDetails }
  | null;

/** Whether somebody has changed what is about to be written over. */
const touched = (
  { asked }: CustomerChange,
  before: BooksCustomerDetails,
  now: BooksCustomerDetails,
): boolean =>
  (asked.address !== undefined && before.billAddress !== now.billAddress) ||
  (asked.email !== undefined && before.email !== now.email) ||
  (asked.taxId !== undefined && before.taxId !== now.taxId);

const send = (
  doors: Doors,
  { realm, change }: OnItsWay,
  { body, requestId }: Pick<CustomerChange, 'body' | 'requestId'>,
): Promise<ChangeAnswer<BooksCustomerDetails> | null> =>
  patiently(
    () => doors.quickbooks.updateCustomer(realm, body, requestId),
    () => noteSent(doors.db, change, leaseFor(doors)),
  );

/** Somebody was faster: what was read is old, so it is read and judged once more. */
const secondTry = async (doors: Doors, way: OnItsWay): Promise<Answer> => {
  const { realm, change, before, books } = way;
  const now = await readCustomer(doors, realm, change.customerId);
  if (differencesBetween(change.asked, now, books.country).length === 0) {
    return { kind: 'there', value: now };
  }
  if (touched(change, before, now)) throw new AppError('customer_changed');
  const body = doors.quickbooks.customerEditBody(now, change.asked, books);
  const sent = { body, requestId: requestIdOf(change, 1) };
  if (!(await noteSent(doors.db, change, leaseFor(doors), sent))) return null;
  return send(doors, way, sent);
};

/**
 * Sends a change that was written down just before, and returns the customer as it is after it; null when
 * that is not known, which a later look settles. Throws `AppError` when nothing was changed.
 */
export const sendChange = async (
  doors: Doors,
  way: OnItsWay,
): Promise<BooksCustomerDetails | null> => {
  const { change } = way;
  const notKnown = (tid: string | null) =>
    // The request may have gone out until this very moment.
    releaseChange(doors.db, change, { tid, lastSentAt: doors.clock.now() });
  let answer: Answer;
  try {
    answer = await send(doors, way, change);
    if (answer?.kind === 'stale') answer = await secondTry(doors, way);
  } catch (error) {
    // Only an error of our own list says that nothing was sent; any other proves nothing.
    if (isAppError(error)) await endUpdate(doors.db, change, { state: 'refused' });
    else await notKnown(null);
    throw error;
  }
  if (answer === null) return null;
  if (answer.kind === 'done') {
    await endUpdate(doors.db, change, { state: 'done', tid: answer.tid });
    return answer.value;
  }
  if (answer.kind === 'there') {
    await endUpdate(doors.db, change, { state: 'refused' });
    return answer.value;
  }
  if (answer.kind === 'unclear') {
    await notKnown(answer.tid);
    return null;
  }
  await endUpdate(doors.db, change, { state: 'refused', tid: tidOf(answer) });
  if (answer.kind === 'stale') {
    throw new AppError('customer_changed', { details: { tid: tidOf(answer) ?? undefined } });
  }
  throw readError(answer);
};
