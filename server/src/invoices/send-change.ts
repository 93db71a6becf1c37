import { AppError, isAppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import type { BooksInvoice, ChangeAnswer, Fault, WireBody } from '../quickbooks/gateway.ts';
import { readError } from '../quickbooks/read-errors.ts';
import { softly } from '../softly.ts';
import { leaseFor } from '../writes/lease.ts';
import { patiently } from '../writes/patiently.ts';
import type { Intent, Write } from './action.ts';
import { type Change, endChange, noteSent, releaseChange, requestIdOf } from './change-store.ts';
import { changeIsDone } from './finish-change.ts';

type Sent = { invoice: BooksInvoice; body: WireBody | null };

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
  const invoice = await look();
  intent.check?.(invoice);
  const body = intent.body?.(invoice) ?? null;
  const requestId = requestIdOf(change, 1);
  if (!(await noteSent(doors.db, change, leaseFor(doors), { requestId, body }))) return null;
  return intent.carryOut(writer(doors, change, requestId), invoice, body);
};

const tries = async (doors: Doors, way: OnItsWay, { invoice, body }: Sent) => {
  const write = writer(doors, way.change, way.change.requestId);
  const answer = await way.intent.carryOut(write, invoice, body);
  return answer?.kind === 'stale' ? secondTry(doors, way) : answer;
};

/** Nothing was changed: the change is closed, and the user told why. */
const nothingDone = (doors: Doors, change: Change, tid: string | null = null) =>
  endChange(doors.db, change, { state: 'refused', tid });

/** From here on a later look settles it. The request may have gone out until this very moment. */
const notKnown = (doors: Doors, change: Change, tid: string | null) =>
  releaseChange(doors.db, change, { tid, lastSentAt: doors.clock.now() });

/** 610: it is gone, or something that it names is; a look tells which (Intuit: error codes). */
const refused = async ({ look }: OnItsWay, fault: Fault): Promise<AppError> => {
  if (fault.code === '610') await softly(look, null);
  return readError({ kind: 'refused', fault });
};

const conclude = async (
  doors: Doors,
  way: OnItsWay,
  before: BooksInvoice,
  answer: ChangeAnswer<BooksInvoice | null>,
): Promise<void> => {
  const { change } = way;
  switch (answer.kind) {
    case 'done':
      return changeIsDone(doors, change, { before, now: answer.value, tid: answer.tid });
    case 'unclear':
      return notKnown(doors, change, answer.tid);
    case 'refused':
    case 'stale':
      nothingDone(doors, change, answer.fault.tid);
      throw await refused(way, answer.fault);
    case 'throttled':
      nothingDone(doors, change, answer.tid);
      throw new AppError('quickbooks_busy', { details: { tid: answer.tid ?? undefined } });
    case 'unauthorized':
      nothingDone(doors, change, answer.fault.tid);
      throw new AppError('quickbooks_forbidden', {
        details: { tid: answer.fault.tid ?? undefined },
      });
  }
};

/**
 * Sends a change that was written down just before. When it returns, the row says how it ended: done, or
 * not known. Throws `AppError` when nothing was changed.
 */
export const sendChange = async (doors: Doors, way: OnItsWay, sent: Sent): Promise<void> => {
  let answer: ChangeAnswer<BooksInvoice | null> | null;
  try {
    answer = await tries(doors, way, sent);
  } catch (error) {
    // Only an error of our own list says that nothing was sent; any other proves nothing.
    if (isAppError(error)) nothingDone(doors, way.change);
    else await notKnown(doors, way.change, null);
    throw error;
  }
  if (answer) await conclude(doors, way, sent.invoice, answer);
};
