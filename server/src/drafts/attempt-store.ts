import { and, asc, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import type { BooksInvoice, WireBody } from '../quickbooks/gateway.ts';
import type { Refusal } from './contract.ts';
import { backToForm, type Draft, type NewDraft, putDraft } from './store.ts';
import { attempts, drafts } from './tables.ts';

export type Attempt = typeof attempts.$inferSelect;
export type Lease = { worker: string; now: number; until: number };

/**
 * The same for every repetition of one intent, another one after anything that is known to have created
 * nothing; Intuit keeps ids of at most 50 characters apart per company.
 */
export const requestIdOf = (kind: Attempt['kind'], draft: Pick<Draft, 'id' | 'generation'>) =>
  `${kind === 'customer' ? 'c' : 'i'}-${draft.id}-${draft.generation}`;

type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

const begin = (tx: Tx, draft: Draft, kind: Attempt['kind'], body: WireBody, lease: Lease) =>
  tx
    .insert(attempts)
    .values({
      requestId: requestIdOf(kind, draft),
      companyId: draft.companyId,
      realmId: draft.realmId,
      draftId: draft.id,
      kind,
      generation: draft.generation,
      body,
      state: 'open',
      sentAt: lease.now,
      lastSentAt: lease.now,
      leaseOwner: lease.worker,
      leaseUntil: lease.until,
    })
    .returning()
    .get();

/**
 * Moves the draft from the version seen to `sending` and writes its first attempt, or does neither: the
 * line between a draft and a possible invoice. Null on a conflict.
 */
export const beginSending = async (
  db: Db,
  draft: NewDraft,
  version: number,
  first: { kind: Attempt['kind']; body: WireBody },
  lease: Lease,
): Promise<{ draft: Draft; attempt: Attempt } | null> =>
  db.transaction((tx) => {
    const row = putDraft(tx, draft, { version, now: lease.now }, { state: 'sending' });
    return row && { draft: row, attempt: begin(tx, row, first.kind, first.body, lease) };
  });

/** The customer exists; the invoice is next, under the same lease. */
export const beginInvoiceAfterCustomer = async (
  db: Db,
  draft: Draft,
  customer: { attempt: Attempt; customerId: string; alongside: (tx: Tx) => void },
  body: WireBody,
  lease: Lease,
): Promise<Attempt> =>
  db.transaction((tx) => {
    endAttempt(tx, customer.attempt, { state: 'done', resultId: customer.customerId });
    customer.alongside(tx);
    return begin(tx, draft, 'invoice', body, lease);
  });

/**
 * The customer that an earlier attempt of this draft created under this name, where the invoice was then
 * refused: creating it again would only clash with itself. Null when there is none.
 */
export const createdCustomer = async (
  db: Db,
  draft: Pick<Draft, 'id' | 'companyId' | 'realmId'>,
  name: string,
): Promise<string | null> => {
  const done = await db
    .select({ id: attempts.resultId, body: attempts.body })
    .from(attempts)
    .where(
      and(
        eq(attempts.draftId, draft.id),
        eq(attempts.companyId, draft.companyId),
        eq(attempts.realmId, draft.realmId),
        eq(attempts.kind, 'customer'),
        eq(attempts.state, 'done'),
      ),
    );
  return done.find(({ body }) => body.DisplayName === name)?.id ?? null;
};

/** The latest attempt of the draft's present generation. */
export const latestAttempt = async (db: Db, draftId: string): Promise<Attempt | null> =>
  db
    .select()
    .from(attempts)
    .where(eq(attempts.draftId, draftId))
    .orderBy(desc(attempts.generation), desc(attempts.sentAt), desc(attempts.kind))
    .limit(1)
    .get() ?? null;

/** Open attempts that nobody works on, the longest waiting first. */
export const waitingAttempts = async (db: Db, now: number): Promise<Attempt[]> =>
  db
    .select()
    .from(attempts)
    .where(
      and(
        eq(attempts.state, 'open'),
        or(isNull(attempts.leaseUntil), lt(attempts.leaseUntil, now)),
      ),
    )
    .orderBy(asc(attempts.lookedAt))
    .limit(100);

/** Takes an open attempt by compare-and-set; its draft shows as unknown from here on. */
export const takeAttempt = async (db: Db, attempt: Attempt, lease: Lease): Promise<boolean> =>
  db.transaction((tx) => {
    const taken = tx
      .update(attempts)
      .set({ leaseOwner: lease.worker, leaseUntil: lease.until })
      .where(
        and(
          eq(attempts.requestId, attempt.requestId),
          eq(attempts.state, 'open'),
          or(isNull(attempts.leaseUntil), lt(attempts.leaseUntil, lease.now)),
        ),
      )
      .run();
    if (taken.changes === 1) markUnknown(tx, attempt.draftId);
    return taken.changes === 1;
  });

const markUnknown = (tx: Pick<Db, 'update'>, draftId: string) =>
  tx
    .update(drafts)
    .set({ state: 'unknown' })
    .where(and(eq(drafts.id, draftId), eq(drafts.state, 'sending')))
    .run();

/** Lets go of an attempt whose outcome is not known, with what was learnt meanwhile. */
export const releaseAttempt = async (
  db: Db,
  attempt: Attempt,
  learnt: Partial<Pick<Attempt, 'lastSentAt' | 'lookedAt' | 'notFound' | 'tid'>> = {},
): Promise<void> => {
  db.transaction((tx) => {
    tx.update(attempts)
      .set({ leaseOwner: null, leaseUntil: null, ...learnt })
      .where(eq(attempts.requestId, attempt.requestId))
      .run();
    markUnknown(tx, attempt.draftId);
  });
};

/** Written before a repetition goes out, so that a crash cannot forget that it did. */
export const noteSent = async (db: Db, attempt: Attempt, lease: Lease): Promise<void> => {
  db.update(attempts)
    .set({ lastSentAt: lease.now, leaseUntil: lease.until })
    .where(eq(attempts.requestId, attempt.requestId))
    .run();
};

/** Ends an attempt inside a transaction. */
export const endAttempt = (
  tx: Pick<Db, 'update'>,
  attempt: Pick<Attempt, 'requestId'>,
  end: { state: 'done' | 'refused' | 'not_created'; resultId?: string; tid?: string | null },
): void => {
  tx.update(attempts)
    .set({ ...end, leaseOwner: null, leaseUntil: null })
    .where(eq(attempts.requestId, attempt.requestId))
    .run();
};

/** The attempt is known to have created nothing; the draft goes back to the form. */
export const giveBack = async (
  db: Db,
  draft: Draft,
  attempt: Attempt,
  why: { refusal: Refusal | null; notCreated: boolean },
): Promise<void> => {
  db.transaction((tx) => {
    endAttempt(tx, attempt, {
      state: why.refusal ? 'refused' : 'not_created',
      tid: why.refusal?.tid ?? null,
    });
    backToForm(tx, draft, why);
  });
};

/** Several invoices could be this one; the user chooses. The attempt stays open but is left alone. */
export const offerChoice = async (
  db: Db,
  attempt: Attempt,
  found: BooksInvoice[],
): Promise<void> => {
  db.transaction((tx) => {
    tx.update(attempts)
      .set({ found, leaseOwner: 'user', leaseUntil: Number.MAX_SAFE_INTEGER })
      .where(eq(attempts.requestId, attempt.requestId))
      .run();
    tx.update(drafts).set({ state: 'choose' }).where(eq(drafts.id, attempt.draftId)).run();
  });
};

/** Which of these invoices another draft of the same books already is. */
export const claimedInvoices = async (
  db: Db,
  books: { companyId: number; realmId: string },
  ids: string[],
): Promise<Set<string>> => {
  const rows = await db
    .select({ id: drafts.invoiceId })
    .from(drafts)
    .where(
      and(
        eq(drafts.companyId, books.companyId),
        eq(drafts.realmId, books.realmId),
        inArray(drafts.invoiceId, ids),
      ),
    );
  return new Set(rows.flatMap((row) => row.id ?? []));
};
