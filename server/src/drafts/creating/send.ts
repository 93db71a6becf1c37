import { isAppError } from '../../app-error.ts';
import type { Doors } from '../../context.ts';
import type { Fault, WriteAnswer } from '../../quickbooks/answer.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { Books } from '../../shared/books.ts';
import { leaseFor } from '../../writes/lease.ts';
import { patiently } from '../../writes/patiently.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { adoptAnswer } from './adopt-answer.ts';
import { giveBack, noteSent, releaseAttempt } from './attempt-outcome.ts';
import { customerIsThere } from './customer-is-there.ts';
import { mayBeOurOwn } from './own-customer.ts';
import { refusalOf } from './refusal.ts';

/**
 * The first sending of a draft that `beginSending` has just moved. When it returns, the rows say how it
 * ended: created, back in the form, or unknown. Throws `AppError` only when nothing was sent at all.
 */
export const sendFirst = async (
  doors: Doors,
  realm: Realm,
  books: Books,
  draft: Draft,
  attempt: Attempt,
): Promise<void> => {
  if (attempt.kind === 'invoice') return sendInvoice(doors, realm, draft, attempt);
  const answer = await write(doors, draft, attempt, () =>
    doors.quickbooks.createCustomer(realm, attempt.body, attempt.requestId),
  );
  if (answer?.kind !== 'done') return;
  const next = await customerIsThere(doors, books, draft, attempt, answer.value);
  if (next) await sendInvoice(doors, realm, draft, next);
};

const sendInvoice = async (doors: Doors, realm: Realm, draft: Draft, attempt: Attempt) => {
  const answer = await write(doors, draft, attempt, () =>
    doors.quickbooks.createInvoice(realm, attempt.body, attempt.requestId),
  );
  if (answer?.kind !== 'done') return;
  try {
    if (await adoptAnswer(doors, realm, draft, attempt, answer)) return;
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  await notKnown(doors, attempt, answer.tid);
};

/** From here on the resolver works on it. The request may have gone out until this very moment. */
const notKnown = (doors: Doors, attempt: Attempt, tid: string | null) =>
  releaseAttempt(doors.db, attempt, { tid, lastSentAt: doors.clock.now() });

/** One first write; whatever did not succeed is put into the rows here. */
const write = async <T>(
  doors: Doors,
  draft: Draft,
  attempt: Attempt,
  call: () => Promise<WriteAnswer<T>>,
): Promise<WriteAnswer<T> | null> => {
  const nothingSent = (fault: Fault | null) =>
    giveBack(doors.db, draft, attempt, {
      refusal: fault && refusalOf(fault, draft.content),
      notCreated: false,
    });
  let answer: WriteAnswer<T> | null;
  try {
    answer = await patiently(call, () => noteSent(doors.db, attempt, leaseFor(doors)));
  } catch (error) {
    // Only an error of our own list says that nothing was sent; any other proves nothing.
    if (isAppError(error)) await nothingSent(null);
    else await notKnown(doors, attempt, null);
    throw error;
  }
  if (answer?.kind === 'refused') {
    const { fault } = answer;
    if (await mayBeOurOwn(doors.db, attempt, fault)) await notKnown(doors, attempt, fault.tid);
    else await nothingSent(fault);
  }
  if (answer?.kind === 'unclear') await notKnown(doors, attempt, answer.tid);
  if (answer?.kind === 'throttled' || answer?.kind === 'unauthorized') {
    await nothingSent(null);
    throw readError(answer);
  }
  return answer;
};
