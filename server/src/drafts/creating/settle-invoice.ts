import { iso } from '../../clock.ts';
import type { Doors } from '../../context.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import { earliestOf } from '../../writes/made-since.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { adoptInvoice } from './adopt.ts';
import { adoptReplay } from './adopt-answer.ts';
import { offerChoice, releaseAttempt } from './attempt-outcome.ts';
import { isOver, nextStep } from './next-step.ts';
import { nothingFound } from './nothing-found.ts';
import { othersAround } from './other-drafts.ts';
import { couldBeSame } from './same-invoice.ts';

/** Looks for the invoice of an attempt in the books, and does what follows from what is there. */
export const settleInvoice = async (
  doors: Doors,
  realm: Realm,
  draft: Draft,
  attempt: Attempt,
  lookedAt: number,
): Promise<void> => {
  const since = iso(earliestOf(doors, attempt));
  const customerId = (attempt.body.CustomerRef as { value: string }).value;
  const recent = await doors.quickbooks.invoicesCreatedSince(realm, customerId, since);
  const same = recent.filter((invoice) => couldBeSame(attempt.body, invoice));
  const ids = same.map((invoice) => invoice.id);
  const { claimed, open } = await othersAround(doors.db, attempt, ids);
  const found = same.filter((invoice) => !claimed.has(invoice.id));
  const rivals = open.filter((other) => found.some((one) => couldBeSame(other.body, one)));

  const [only] = found;
  if (!only) {
    return nothingFound(doors, draft, attempt, lookedAt, async () => {
      const answer = await doors.quickbooks.createInvoice(realm, attempt.body, attempt.requestId);
      return answer.kind === 'done' && adoptReplay(doors, realm, draft, attempt, answer);
    });
  }
  if (found.length === 1 && rivals.length === 0) {
    if (await adoptInvoice(doors, draft, attempt, only)) return;
    return releaseAttempt(doors.db, attempt, { lookedAt });
  }
  // Several invoices or several drafts: nobody is asked while any of the requests may still run.
  const { settle } = doors.settings;
  const overAll =
    nextStep(attempt, lookedAt, settle) !== 'wait' &&
    rivals.every((rival) => isOver(rival, lookedAt, settle));
  if (overAll) return offerChoice(doors.db, attempt, found);
  return releaseAttempt(doors.db, attempt, { lookedAt });
};
