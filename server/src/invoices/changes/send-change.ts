import { AppError, isAppError } from '../../app-error.ts';
import type { Doors } from '../../context.ts';
import type { ChangeAnswer } from '../../quickbooks/answer.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { softly } from '../../softly.ts';
import { leaseFor } from '../../writes/lease.ts';
import { type NothingDone, tidOf } from '../../writes/nothing-done.ts';
import { patiently } from '../../writes/patiently.ts';
import type { Intent, Write } from './action.ts';
import { type Change, endChange, noteSent, releaseChange, requestIdOf } from './change-store.ts';
import { changeIsDone } from './finish-change.ts';
import { makeReady, type Ready } from './make-ready.ts';
import { notCleared } from './not-cleared.ts';

type OnItsWay = {
  change: Change;
  intent: Intent;
  /** Reads the invoice anew; throws when it can no longer be done. */
  look: () => Promise<BooksInvoice>;
};

/** Calls of one try, each written down before it goes out; the first one was, with the try itself. */
const writer = (doors: Doors, change: Change, requestId: string): Write => {
  let written = true;
  const noted = () => noteSent(doors.db, change, leaseFor(doors));
  return async (call) => {
    if (!written && !(await noted())) return null;
    written = false;
    return patiently(() => call(requestId), noted);
  };
};

/** Somebody was faster: what was read is old, so it is read and judged once more. Null: taken over. */
const secondTry = async (doors: Doors, { change, intent, look }: OnItsWay) => {
  const { invoice, body, asked } = makeReady(intent, await look());
  const requestId = requestIdOf(change, 1);
  const sent = { requestId, body, asked };
  if (!(await noteSent(doors.db, change, leaseFor(doors), sent))) return null;
  return intent.carryOut(writer(doors, change, requestId), invoice, body);
};

const tries = async (doors: Doors, way: OnItsWay, { invoice, body }: Ready) => {
  const write = writer(doors, way.change, way.change.requestId);
  const answer = await way.intent.carryOut(write, invoice, body);
  return answer?.kind === 'stale' ? secondTry(doors, way) : answer;
};

/** From here on a later look settles it. The request may have gone out until this very moment. */
const notKnown = (doors: Doors, change: Change, tid: string | null) =>
  releaseChange(doors.db, change, { tid, lastSentAt: doors.clock.now() });

/** 610: it is gone, or something that it names is; a look tells which (Intuit: error codes). */
const mayBeGone = (answer: NothingDone): boolean =>
  answer.kind === 'refused' && answer.fault.code === '610';

const conclude = async (
  doors: Doors,
  { change, look }: OnItsWay,
  answer: ChangeAnswer<BooksInvoice | null>,
): Promise<void> => {
  if (answer.kind === 'unclear') return notKnown(doors, change, answer.tid);
  if (answer.kind === 'done') {
    return changeIsDone(doors, change, { now: answer.value, tid: answer.tid });
  }
  endChange(doors.db, change, { state: 'refused', tid: tidOf(answer) });
  if (answer.kind === 'stale') {
    throw new AppError('invoice_changed', { details: { tid: tidOf(answer) ?? undefined } });
  }
  const fields = answer.kind === 'refused' ? notCleared(change.body, answer.fault) : [];
  if (fields.length > 0) throw new AppError('invalid_input', { fields });
  if (mayBeGone(answer)) await softly(look, null);
  throw readError(answer);
};

/**
 * Sends a change that was written down just before. When it returns, the row says how it ended: done, or
 * not known. Throws `AppError` when nothing was changed.
 */
export const sendChange = async (doors: Doors, way: OnItsWay, ready: Ready): Promise<void> => {
  let answer: ChangeAnswer<BooksInvoice | null> | null;
  try {
    answer = await tries(doors, way, ready);
  } catch (error) {
    // Only an error of our own list says that nothing was sent; any other proves nothing.
    if (isAppError(error)) endChange(doors.db, way.change, { state: 'refused' });
    else await notKnown(doors, way.change, null);
    throw error;
  }
  if (answer) await conclude(doors, way, answer);
};
