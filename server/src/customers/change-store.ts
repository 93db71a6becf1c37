import { and, asc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Db, Tx } from '../db/open-database.ts';
import type { Lease } from '../writes/lease.ts';
import { customerChanges } from './tables.ts';

export type CustomerChange = typeof customerChanges.$inferSelect;

export type NewCustomerChange = Pick<
  CustomerChange,
  'id' | 'companyId' | 'realmId' | 'customerId' | 'dealId' | 'userId' | 'name' | 'body' | 'asked'
>;

/** What a new customer needs besides. */
export type NewCreation = NewCustomerChange & { kind: 'create' } & Party;

export type Party = { party: 'organization' | 'person'; partyId: number };

/** Another one after anything that is known to have changed nothing; at most 50 characters (Intuit: requestid). */
export const requestIdOf = (change: Pick<CustomerChange, 'id'>, tries: number): string =>
  `${change.id}-${tries}`;

/** Whether a change of this customer is on its way or being looked into. */
export const isBeingChanged = async (
  db: Db,
  books: { companyId: number; realmId: string },
  customerId: string,
): Promise<boolean> =>
  db
    .select({ id: customerChanges.id })
    .from(customerChanges)
    .where(
      and(
        eq(customerChanges.companyId, books.companyId),
        eq(customerChanges.realmId, books.realmId),
        eq(customerChanges.customerId, customerId),
        eq(customerChanges.kind, 'update'),
        eq(customerChanges.state, 'open'),
      ),
    )
    .get() !== undefined;

/**
 * Writes down what is about to be done, the line between an intent and a possible change. Null when
 * something else is still open for that customer.
 */
export const beginChange = async (
  db: Db,
  change: NewCustomerChange,
  lease: Lease,
): Promise<CustomerChange | null> => insertOpen(db, change, lease);

/** The same, inside a transaction when `db` is one. */
export const insertOpen = (
  db: Pick<Db, 'insert'>,
  change: NewCustomerChange | NewCreation,
  lease: Lease,
): CustomerChange | null =>
  db
    .insert(customerChanges)
    .values({
      ...change,
      requestId: requestIdOf(change, 0),
      state: 'open',
      sentAt: lease.now,
      lastSentAt: lease.now,
      leaseOwner: lease.owner,
      leaseUntil: lease.until,
    })
    .onConflictDoNothing()
    .returning()
    .get() ?? null;

/**
 * Still open, and in the hands that `change` was read in: whoever was too slow and has lost it to
 * somebody else changes nothing any more.
 */
const stillHeld = ({ id, leaseOwner }: CustomerChange) =>
  and(
    eq(customerChanges.id, id),
    eq(customerChanges.state, 'open'),
    eq(customerChanges.leaseOwner, leaseOwner ?? ''),
  );

/**
 * Written before anything more goes out, so that a crash cannot forget that it did. False when the
 * change is in other hands by now: then nothing may go out.
 */
export const noteSent = async (
  db: Db,
  change: CustomerChange,
  lease: Lease,
  sent: Partial<Pick<CustomerChange, 'requestId' | 'body'>> = {},
): Promise<boolean> =>
  db
    .update(customerChanges)
    .set({ ...sent, lastSentAt: lease.now, leaseUntil: lease.until })
    .where(stillHeld(change))
    .run().changes === 1;

/** How a change ended; `customerId` of a new customer, `fault` where QuickBooks refused it. */
export type ChangeEnd = {
  state: 'done' | 'refused' | 'not_done';
  tid?: string | null;
  lookedAt?: number;
} & Partial<Pick<CustomerChange, 'customerId' | 'fault'>>;

/** Ends a change, and does `alongside` with it; neither when it is in other hands by now. */
export const endChange = async (
  db: Db,
  change: CustomerChange,
  end: ChangeEnd,
  alongside: (tx: Tx) => void = () => {},
): Promise<void> => {
  db.transaction((tx) => {
    const ended = tx
      .update(customerChanges)
      .set({ ...end, leaseOwner: null, leaseUntil: null })
      .where(stillHeld(change))
      .run();
    if (ended.changes === 1) alongside(tx);
  });
};

/** Lets go of a change whose outcome is not known, with what was learnt meanwhile. */
export const releaseChange = async (
  db: Db,
  change: CustomerChange,
  learnt: Partial<Pick<CustomerChange, 'lastSentAt' | 'lookedAt' | 'tid'>>,
): Promise<void> => {
  db.update(customerChanges)
    .set({ leaseOwner: null, leaseUntil: null, ...learnt })
    .where(stillHeld(change))
    .run();
};

const isFree = (now: number) =>
  or(isNull(customerChanges.leaseUntil), lt(customerChanges.leaseUntil, now));

/** Open changes that nobody works on, the longest waiting first. */
export const waitingChanges = async (db: Db, now: number): Promise<CustomerChange[]> =>
  db
    .select()
    .from(customerChanges)
    .where(and(eq(customerChanges.state, 'open'), isFree(now)))
    .orderBy(asc(customerChanges.sentAt));

/** Takes an open change by compare-and-set; null when it is taken already. */
export const takeChange = async (
  db: Db,
  { id }: CustomerChange,
  lease: Lease,
): Promise<CustomerChange | null> =>
  db
    .update(customerChanges)
    .set({ leaseOwner: lease.owner, leaseUntil: lease.until })
    .where(and(eq(customerChanges.id, id), eq(customerChanges.state, 'open'), isFree(lease.now)))
    .returning()
    .get() ?? null;
