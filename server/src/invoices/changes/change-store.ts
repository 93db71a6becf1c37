import { and, asc, count, eq, isNull, lt, or } from 'drizzle-orm';
import type { Db } from '../../db/open-database.ts';
import type { Lease } from '../../writes/lease.ts';
import { invoiceChanges } from '../tables.ts';

export type Change = typeof invoiceChanges.$inferSelect;

type InvoiceKey = 'companyId' | 'realmId' | 'invoiceId';

export type NewChange = Pick<
  Change,
  'id' | 'companyId' | 'realmId' | 'invoiceId' | 'dealId' | 'userId' | 'kind' | 'body' | 'asked'
>;

/** Another one after anything that is known to have changed nothing; at most 50 characters (Intuit: requestid). */
export const requestIdOf = (change: Pick<Change, 'id'>, tries: number): string =>
  `${change.id}-${tries}`;

/** How often something was done to this invoice from here, or tried. */
export const changesSoFar = (db: Pick<Db, 'select'>, of: Pick<Change, InvoiceKey>): number =>
  db
    .select({ count: count() })
    .from(invoiceChanges)
    .where(
      and(
        eq(invoiceChanges.companyId, of.companyId),
        eq(invoiceChanges.realmId, of.realmId),
        eq(invoiceChanges.invoiceId, of.invoiceId),
      ),
    )
    .get()?.count ?? 0;

/**
 * Writes down what is about to be done, the line between an intent and a possible change. Null when
 * something else is still open for that invoice, or was begun since `soFar` was counted: a second click,
 * as a rule.
 */
export const beginChange = async (
  db: Db,
  change: NewChange,
  lease: Lease,
  soFar: number,
): Promise<Change | null> =>
  db.transaction(
    (tx) => {
      if (changesSoFar(tx, change) !== soFar) return null;
      const begun: Change = {
        ...change,
        requestId: requestIdOf(change, 0),
        state: 'open',
        sentAt: lease.now,
        lastSentAt: lease.now,
        leaseOwner: lease.owner,
        leaseUntil: lease.until,
        lookedAt: null,
        tid: null,
      };
      const { changes } = tx.insert(invoiceChanges).values(begun).onConflictDoNothing().run();
      return changes === 1 ? begun : null;
    },
    { behavior: 'immediate' },
  );

/**
 * Still open, and in the hands that `change` was read in: whoever was too slow and has lost it to
 * somebody else changes nothing any more.
 */
const stillHeld = ({ id, leaseOwner }: Pick<Change, 'id' | 'leaseOwner'>) =>
  and(
    eq(invoiceChanges.id, id),
    eq(invoiceChanges.state, 'open'),
    eq(invoiceChanges.leaseOwner, leaseOwner ?? ''),
  );

/**
 * Written before anything more goes out, so that a crash cannot forget that it did. False when the
 * change is in other hands by now: then nothing may go out.
 */
export const noteSent = async (
  db: Db,
  change: Change,
  lease: Lease,
  sent: Partial<Pick<Change, 'requestId' | 'body' | 'asked'>> = {},
): Promise<boolean> =>
  db
    .update(invoiceChanges)
    .set({ ...sent, lastSentAt: lease.now, leaseUntil: lease.until })
    .where(stillHeld(change))
    .run().changes === 1;

/** Ends a change, inside a transaction when `db` is one; false when it is in other hands by now. */
export const endChange = (
  db: Pick<Db, 'update'>,
  change: Change,
  end: { state: 'done' | 'refused' | 'not_done'; tid?: string | null; lookedAt?: number },
): boolean =>
  db
    .update(invoiceChanges)
    .set({ ...end, leaseOwner: null, leaseUntil: null })
    .where(stillHeld(change))
    .run().changes === 1;

/** Lets go of a change whose outcome is not known, with what was learnt meanwhile. */
export const releaseChange = async (
  db: Db,
  change: Change,
  learnt: Partial<Pick<Change, 'lastSentAt' | 'lookedAt' | 'tid'>>,
): Promise<void> => {
  db.update(invoiceChanges)
    .set({ leaseOwner: null, leaseUntil: null, ...learnt })
    .where(stillHeld(change))
    .run();
};

const isFree = (now: number) =>
  or(isNull(invoiceChanges.leaseUntil), lt(invoiceChanges.leaseUntil, now));

/** Open changes that nobody works on, the longest waiting first. */
export const waitingChanges = async (db: Db, now: number): Promise<Change[]> =>
  db
    .select()
    .from(invoiceChanges)
    .where(and(eq(invoiceChanges.state, 'open'), isFree(now)))
    .orderBy(asc(invoiceChanges.sentAt));

/** Takes an open change by compare-and-set; null when it is taken already. */
export const takeChange = async (db: Db, { id }: Change, lease: Lease): Promise<Change | null> =>
  db
    .update(invoiceChanges)
    .set({ leaseOwner: lease.owner, leaseUntil: lease.until })
    .where(and(eq(invoiceChanges.id, id), eq(invoiceChanges.state, 'open'), isFree(lease.now)))
    .returning()
    .get() ?? null;
