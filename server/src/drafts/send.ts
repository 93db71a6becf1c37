import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { Doors } from '../context.ts';
import { linkCustomer } from '../customers/store.ts';
import type {
  BooksCustomer,
  BooksInvoice,
  Fault,
  Realm,
  WriteAnswer,
} from '../quickbooks/gateway.ts';
import type { Books } from '../shared/books.ts';
import { adoptInvoice } from './adopt.ts';
import {
  type Attempt,
  beginInvoiceAfterCustomer,
  giveBack,
  type Lease,
  releaseAttempt,
} from './attempt-store.ts';
import { refusalOf } from './refusal.ts';
import type { Draft } from './store.ts';

/** Clocks differ, and QuickBooks' stamps have whole seconds: an answer this much older is a replay. */
export const clockSkewMs = 120_000;

/** How long one worker may keep an attempt: its call, the waits for a busy QuickBooks, and a margin. */
export const leaseFor = (doors: Doors): Lease => {
  const now = doors.clock.now();
  return {
    worker: doors.worker,
    now,
    until: now + 4 * doors.settings.quickbooks.timeoutMs + 30_000,
  };
};

const busyWaitsMs = [1_000, 2_000, 4_000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** 429 says that nothing was done: the same id goes out again, a few times. */
const patiently = async <T>(write: () => Promise<WriteAnswer<T>>): Promise<WriteAnswer<T>> => {
  for (const wait of busyWaitsMs) {
    const answer = await write();
    if (answer.kind !== 'throttled') return answer;
    await pause(Math.min(answer.retryAfterMs ?? wait, 5_000));
  }
  return write();
};

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
  if (isReplay(answer.value, attempt)) return releaseAttempt(doors.db, attempt);
  const next = await customerIsThere(doors, books, draft, attempt, answer.value);
  return sendInvoice(doors, realm, draft, next);
};

/** Remembers the new customer and opens the attempt for its invoice. */
export const customerIsThere = (
  doors: Doors,
  books: Books,
  draft: Draft,
  attempt: Attempt,
  customer: BooksCustomer,
): Promise<Attempt> => {
  const lease = leaseFor(doors);
  const of = { companyId: draft.companyId, realmId: draft.realmId };
  return beginInvoiceAfterCustomer(
    doors.db,
    draft,
    {
      attempt,
      customerId: customer.id,
      alongside: (tx) => {
        if (draft.party) {
          linkCustomer(tx, {
            ...of,
            ...draft.party,
            customerId: customer.id,
            customerName: customer.name,
            why: 'created',
            linkedById: draft.userId,
            linkedAt: lease.now,
          });
        }
        writeAudit(tx, {
          ...of,
          userId: draft.userId,
          at: lease.now,
          action: 'customer_created',
          dealId: draft.dealId,
          subject: customer.id,
          details: { name: customer.name },
        });
      },
    },
    doors.quickbooks.invoiceBody(draft.content, books, customer.id),
    lease,
  );
};

const sendInvoice = async (doors: Doors, realm: Realm, draft: Draft, attempt: Attempt) => {
  const answer = await write(doors, draft, attempt, () =>
    doors.quickbooks.createInvoice(realm, attempt.body, attempt.requestId),
  );
  if (answer?.kind !== 'done') return;
  if (isReplay(answer.value, attempt)) return releaseAttempt(doors.db, attempt);
  await adoptInvoice(doors, draft, attempt, answer.value, { tid: answer.tid });
};

const isReplay = (made: Pick<BooksInvoice, 'createdAt'>, attempt: Attempt) =>
  Date.parse(made.createdAt) < attempt.sentAt - clockSkewMs;

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
  let answer: WriteAnswer<T>;
  try {
    answer = await patiently(call);
  } catch (error) {
    await nothingSent(null);
    throw error;
  }
  if (answer.kind === 'refused') await nothingSent(answer.fault);
  if (answer.kind === 'unclear') await releaseAttempt(doors.db, attempt, { tid: answer.tid });
  if (answer.kind === 'throttled') {
    await nothingSent(null);
    throw new AppError('quickbooks_busy', { details: { tid: answer.tid ?? undefined } });
  }
  if (answer.kind === 'unauthorized') {
    await nothingSent(null);
    throw new AppError('quickbooks_forbidden', { details: { tid: answer.fault.tid ?? undefined } });
  }
  return answer;
};
