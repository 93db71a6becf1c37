import { and, eq, isNotNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/open-database.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import type { Lease } from '../../writes/lease.ts';
import type { Refusal } from '../contract.ts';
import { backToForm, type Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { attempts, drafts } from '../tables.ts';

/** Owner of an attempt that waits for the user's choice. */
const theUser = 'user';

export const waitsForChoice = (attempt: Pick<Attempt, 'leaseOwner'>): boolean =>
  attempt.leaseOwner === theUser;

/**
 * Still open, and in the hands that `attempt` was read in: whoever was too slow and has lost it to
 * somebody else changes nothing any more.
 */
const stillHeld = ({ requestId, leaseOwner }: Pick<Attempt, 'requestId' | 'leaseOwner'>) =>
  and(
    eq(attempts.requestId, requestId),
    eq(attempts.state, 'open'),
    eq(attempts.leaseOwner, leaseOwner ?? ''),
  );

export const markUnknown = (tx: Tx, draftId: string): void => {
  tx.update(drafts)
    .set({ state: 'unknown' })
    .where(and(eq(drafts.id, draftId), eq(drafts.state, 'sending')))
    .run();
};

/** Lets go of an attempt whose outcome is not known, with what was learnt meanwhile. */
export const releaseAttempt = async (
  db: Db,
  attempt: Attempt,
  learnt: Partial<Pick<Attempt, 'lastSentAt' | 'lookedAt' | 'notFound' | 'tid'>>,
): Promise<void> => {
  db.transaction((tx) => {
    const given = tx
      .update(attempts)
      .set({ leaseOwner: null, leaseUntil: null, ...learnt })
      .where(stillHeld(attempt))
      .run();
    if (given.changes === 1) markUnknown(tx, attempt.draftId);
  });
};

/**
 * Written before a repetition goes out, so that a crash cannot forget that it did. False when the
 * attempt is in other hands by now: then nothing may go out.
 */
export const noteSent = async (db: Db, attempt: Attempt, lease: Lease): Promise<boolean> =>
  db
    .update(attempts)
    .set({ lastSentAt: lease.now, leaseUntil: lease.until })
    .where(stillHeld(attempt))
    .run().changes === 1;

/** Ends an attempt inside a transaction; false when it is in other hands by now. */
export const endAttempt = (
  tx: Tx,
  attempt: Pick<Attempt, 'requestId' | 'leaseOwner'>,
  end: { state: 'done' | 'refused' | 'not_created'; resultId?: string; tid?: string | null },
): boolean =>
  tx
    .update(attempts)
    .set({ ...end, leaseOwner: null, leaseUntil: null, found: null })
    .where(stillHeld(attempt))
    .run().changes === 1;

/** The attempt is known to have created nothing; the draft goes back to the form. */
export const giveBack = async (
  db: Db,
  draft: Draft,
  attempt: Attempt,
  why: { refusal: Refusal | null; notCreated: boolean },
): Promise<void> => {
  db.transaction((tx) => {
    const ended = endAttempt(tx, attempt, {
      state: why.refusal ? 'refused' : 'not_created',
      tid: why.refusal?.tid ?? null,
    });
    if (ended) backToForm(tx, draft, why);
  });
};

/** Several invoices could be this one; the user chooses. The attempt stays open but is left alone. */
export const offerChoice = async (
  db: Db,
  attempt: Attempt,
  found: BooksInvoice[],
): Promise<void> => {
  db.transaction((tx) => {
    const asked = tx
      .update(attempts)
      .set({ found, leaseOwner: theUser, leaseUntil: Number.MAX_SAFE_INTEGER })
      .where(stillHeld(attempt))
      .run();
    if (asked.changes === 1) {
      tx.update(drafts).set({ state: 'choose' }).where(eq(drafts.id, attempt.draftId)).run();
    }
  });
};

/**
 * An invoice has found its draft: choices that offered it to others are looked into anew, for one less
 * to choose from may leave nothing to ask.
 */
export const lookAgain = (
  tx: Pick<Db, 'update' | 'select'>,
  books: { companyId: number; realmId: string },
  invoiceId: string,
): void => {
  const choices = tx
    .select({ requestId: attempts.requestId, draftId: attempts.draftId, found: attempts.found })
    .from(attempts)
    .where(
      and(
        eq(attempts.companyId, books.companyId),
        eq(attempts.realmId, books.realmId),
        eq(attempts.state, 'open'),
        isNotNull(attempts.found),
      ),
    )
    .all();
  for (const { requestId, draftId, found } of choices) {
    if (!found?.some((invoice) => invoice.id === invoiceId)) continue;
    tx.update(attempts)
      .set({ found: null, leaseOwner: null, leaseUntil: null, lookedAt: null })
      .where(eq(attempts.requestId, requestId))
      .run();
    tx.update(drafts).set({ state: 'unknown' }).where(eq(drafts.id, draftId)).run();
  }
};
