import { and, asc, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Db, Tx } from '../../db/open-database.ts';
import type { WireBody } from '../../quickbooks/told.ts';
import type { Lease } from '../../writes/lease.ts';
import { type Draft, type NewDraft, putDraft } from '../store.ts';
import { type Attempt, attempts } from '../tables.ts';
import { endAttempt, markUnknown } from './attempt-outcome.ts';
import { anotherOnItsWay } from './other-drafts.ts';

/**
 * The same for every repetition of one intent, another one after anything that is known to have created
 * nothing; Intuit keeps ids of at most 50 characters apart per company.
 */
export const requestIdOf = (kind: Attempt['kind'], draft: Pick<Draft, 'id' | 'generation'>) =>
  `${kind === 'customer' ? 'c' : 'i'}-${draft.id}-${draft.generation}`;

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
      leaseOwner: lease.owner,
      leaseUntil: lease.until,
    })
    .returning()
    .get();

/**
 * Moves the draft from the version seen to `sending` and writes its first attempt, or does neither: the
 * line between a draft and a possible invoice. `another` of the deal is on its way already, or there is a
 * `conflict` of versions.
 */
export const beginSending = async (
  db: Db,
  draft: NewDraft,
  version: number,
  first: { kind: Attempt['kind']; body: WireBody },
  lease: Lease,
): Promise<{ draft: Draft; attempt: Attempt } | 'another' | 'conflict'> =>
  db.transaction(
    (tx) => {
      if (anotherOnItsWay(tx, draft)) return 'another';
      const row = putDraft(tx, draft, { version, now: lease.now }, { state: 'sending' });
      if (!row) return 'conflict';
      return { draft: row, attempt: begin(tx, row, first.kind, first.body, lease) };
    },
    { behavior: 'immediate' },
  );

/** The customer exists; the invoice is next. Null when somebody else has taken the attempt over. */
export const beginInvoiceAfterCustomer = async (
  db: Db,
  draft: Draft,
  customer: { attempt: Attempt; customerId: string; alongside: (tx: Tx) => void },
  body: WireBody,
  lease: Lease,
): Promise<Attempt | null> =>
  db.transaction((tx) => {
    const end = { state: 'done' as const, resultId: customer.customerId };
    if (!endAttempt(tx, customer.attempt, end)) return null;
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

/** The draft's latest attempt. */
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
    .orderBy(asc(attempts.sentAt));

/**
 * Takes an open attempt by compare-and-set; its draft shows as unknown from here on. Whoever let a lease
 * run out may have sent until its end. Null when it is taken already.
 */
export const takeAttempt = async (
  db: Db,
  attempt: Attempt,
  lease: Lease,
): Promise<Attempt | null> =>
  db.transaction((tx) => {
    const taken = tx
      .update(attempts)
      .set({
        leaseOwner: lease.owner,
        leaseUntil: lease.until,
        lastSentAt: Math.max(attempt.lastSentAt, attempt.leaseUntil ?? 0),
      })
      .where(
        and(
          eq(attempts.requestId, attempt.requestId),
          eq(attempts.state, 'open'),
          eq(attempts.lastSentAt, attempt.lastSentAt),
          or(isNull(attempts.leaseUntil), lt(attempts.leaseUntil, lease.now)),
        ),
      )
      .returning()
      .get();
    if (taken) markUnknown(tx, attempt.draftId);
    return taken ?? null;
  });
