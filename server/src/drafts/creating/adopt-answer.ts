import type { Doors } from '../../context.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { isOlder } from '../../writes/made-since.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { adoptInvoice } from './adopt.ts';
import { offerChoice } from './attempt-outcome.ts';
import { couldBeSame } from './same-invoice.ts';

type Made = { value: BooksInvoice; tid: string | null };

/**
 * Of an answer that may be a stored one only the id counts; what the invoice is now is read. One made
 * before the attempt, of other content, is for the user to judge. False when the invoice is another
 * draft's or the attempt in other hands. Throws `AppError` when it cannot be read.
 */
export const adoptReplay = async (
  doors: Doors,
  realm: Realm,
  draft: Draft,
  attempt: Attempt,
  { value, tid }: Made,
): Promise<boolean> => {
  const [now] = await doors.quickbooks.invoicesById(realm, [value.id]);
  if (isOlder(doors, value, attempt) && !couldBeSame(attempt.body, now ?? value)) {
    await offerChoice(doors.db, attempt, [now ?? value]);
    return true;
  }
  return adoptInvoice(doors, draft, attempt, now ?? value, { deleted: now === undefined, tid });
};

/** The answer to a first request, which is shown as it is unless it tells of an older invoice. */
export const adoptAnswer = async (
  doors: Doors,
  realm: Realm,
  draft: Draft,
  attempt: Attempt,
  made: Made,
): Promise<boolean> => {
  const { value, tid } = made;
  if (isOlder(doors, value, attempt)) return adoptReplay(doors, realm, draft, attempt, made);
  return adoptInvoice(doors, draft, attempt, value, { tid });
};
