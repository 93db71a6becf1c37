import { booksOf } from '../../books/service.ts';
import type { Doors } from '../../context.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { BooksCustomer } from '../../quickbooks/told.ts';
import { isOlder } from '../../writes/made-since.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { giveBack } from './attempt-outcome.ts';
import { customerIsThere } from './customer-is-there.ts';
import { nothingFound } from './nothing-found.ts';
import { firstAskedAt } from './own-customer.ts';
import { refusalOf } from './refusal.ts';
import { sendFirst } from './send.ts';

/** What QuickBooks says of a name that is in use (Intuit: error 6240); names are unique in a company. */
const nameTaken = { code: '6240', said: '', element: null, tid: null };

/**
 * Looks for the customer of an attempt by its name. Once it is there the invoice is sent, for the first
 * time.
 */
export const settleCustomer = async (
  doors: Doors,
  realm: Realm,
  draft: Draft,
  attempt: Attempt,
  lookedAt: number,
): Promise<void> => {
  const ctx = { ...doors, companyId: draft.companyId, userId: draft.userId };
  const books = await booksOf(ctx, { id: realm.connectionId, realmId: realm.realmId });
  const goOn = async (customer: BooksCustomer) => {
    const next = await customerIsThere(doors, books, draft, attempt, customer);
    if (next) await sendFirst(doors, realm, books, draft, next);
  };

  const name = String(attempt.body.DisplayName);
  const found = await doors.quickbooks.customerByName(realm, name);
  const sentAt = await firstAskedAt(doors.db, attempt);
  if (found && !isOlder(doors, found, { sentAt })) return goOn(found);
  if (found) {
    const refusal = refusalOf(nameTaken, draft.content);
    return giveBack(doors.db, draft, attempt, { refusal, notCreated: false });
  }
  return nothingFound(doors, draft, attempt, lookedAt, async () => {
    const answer = await doors.quickbooks.createCustomer(realm, attempt.body, attempt.requestId);
    if (answer.kind === 'done') await goOn(answer.value);
    return answer.kind === 'done';
  });
};
