import { booksOf } from '../books/service.ts';
import { connectionForRealm } from '../connection/holder.ts';
import type { Doors } from '../context.ts';
import type { BooksInvoice, Realm } from '../quickbooks/gateway.ts';
import { adoptInvoice } from './adopt.ts';
import {
  type Attempt,
  claimedInvoices,
  giveBack,
  noteSent,
  offerChoice,
  releaseAttempt,
  takeAttempt,
  waitingAttempts,
} from './attempt-store.ts';
import { lookIsDue, nextStep } from './next-step.ts';
import { couldBeSame } from './same-invoice.ts';
import { clockSkewMs, customerIsThere, leaseFor, sendFirst } from './send.ts';
import { type Draft, draftOfAttempt } from './store.ts';

/**
 * Settles what is unknown: writes whose answer was lost, and drafts whose process died while sending.
 * It looks before it repeats, never has two requests in the air for one attempt, and works only while
 * that realm is connected. Returns how many attempts it worked on.
 */
export const settleAttempts = async (doors: Doors): Promise<number> => {
  let worked = 0;
  for (const attempt of await waitingAttempts(doors.db, doors.clock.now())) {
    if (!lookIsDue(attempt, doors.clock.now())) continue;
    const connection = await connectionForRealm(doors.db, attempt.companyId, attempt.realmId);
    if (connection?.state !== 'active') continue;
    if (!(await takeAttempt(doors.db, attempt, leaseFor(doors)))) continue;
    worked += 1;
    try {
      await settle(doors, { connectionId: connection.id, realmId: attempt.realmId }, attempt);
    } catch (error) {
      doors.log.warn(
        { requestId: attempt.requestId, error: String(error) },
        'could not settle yet',
      );
      await releaseAttempt(doors.db, attempt);
    }
  }
  return worked;
};

const settle = async (doors: Doors, realm: Realm, attempt: Attempt): Promise<void> => {
  const draft = await draftOfAttempt(doors.db, attempt.requestId);
  if (!draft) return;
  if (attempt.kind === 'customer') return settleCustomer(doors, realm, draft, attempt);
  return settleInvoice(doors, realm, draft, attempt);
};

const settleInvoice = async (doors: Doors, realm: Realm, draft: Draft, attempt: Attempt) => {
  const since = new Date(attempt.sentAt - clockSkewMs).toISOString();
  const customerId = (attempt.body.CustomerRef as { value: string }).value;
  const recent = await doors.quickbooks.invoicesCreatedSince(realm, customerId, since);
  const same = recent.filter((invoice) => couldBeSame(attempt.body, invoice));
  const claimed = await claimedInvoices(
    doors.db,
    draft,
    same.map((invoice) => invoice.id),
  );
  const found = same.filter((invoice) => !claimed.has(invoice.id));
  const [only] = found;
  if (only && found.length === 1) return adoptInvoice(doors, draft, attempt, only);
  if (found.length > 1) return offerChoice(doors.db, attempt, found);
  return nothingFound(doors, draft, attempt, async () => {
    const answer = await doors.quickbooks.createInvoice(realm, attempt.body, attempt.requestId);
    if (answer.kind === 'done') await adoptReplayed(doors, realm, draft, attempt, answer.value);
    return answer.kind === 'done';
  });
};

/** Of a repetition's answer only the id counts; what the invoice is now is read. */
const adoptReplayed = async (
  doors: Doors,
  realm: Realm,
  draft: Draft,
  attempt: Attempt,
  answer: BooksInvoice,
) => {
  const [now] = await doors.quickbooks.invoicesById(realm, [answer.id]);
  await adoptInvoice(doors, draft, attempt, now ?? answer, { deleted: now === undefined });
};

const settleCustomer = async (doors: Doors, realm: Realm, draft: Draft, attempt: Attempt) => {
  const ctx = { ...doors, companyId: draft.companyId, userId: draft.userId };
  const books = await booksOf(ctx, { id: realm.connectionId, realmId: realm.realmId });
  const name = String(attempt.body.DisplayName);
  const found = await doors.quickbooks.customerByName(realm, name);
  const ours = found && Date.parse(found.createdAt) >= attempt.sentAt - clockSkewMs;
  if (found && ours) {
    const next = await customerIsThere(doors, books, draft, attempt, found);
    return sendFirst(doors, realm, books, draft, next);
  }
  if (found) return giveBack(doors.db, draft, attempt, { refusal: null, notCreated: true });
  return nothingFound(doors, draft, attempt, async () => {
    const answer = await doors.quickbooks.createCustomer(realm, attempt.body, attempt.requestId);
    if (answer.kind !== 'done') return false;
    const next = await customerIsThere(doors, books, draft, attempt, answer.value);
    await sendFirst(doors, realm, books, draft, next);
    return true;
  });
};

/** A look found nothing: wait, repeat under the same id, look once more, or say so. */
const nothingFound = async (
  doors: Doors,
  draft: Draft,
  attempt: Attempt,
  replay: () => Promise<boolean>,
): Promise<void> => {
  const now = doors.clock.now();
  const step = nextStep(attempt, now, doors.settings.settle);
  if (step === 'give_up') {
    return giveBack(doors.db, draft, attempt, { refusal: null, notCreated: true });
  }
  if (step === 'replay') {
    await noteSent(doors.db, attempt, leaseFor(doors));
    if (await replay()) return;
    return releaseAttempt(doors.db, attempt, { lookedAt: now, lastSentAt: doors.clock.now() });
  }
  const notFound = step === 'look_again' ? attempt.notFound + 1 : attempt.notFound;
  return releaseAttempt(doors.db, attempt, { lookedAt: now, notFound });
};
