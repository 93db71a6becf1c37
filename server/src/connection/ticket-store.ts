import { and, asc, eq, gt, inArray, lte, min, or, type SQL } from 'drizzle-orm';
import { plannedDeletion } from '../company-data/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { type Due, makeDueLater } from '../scheduler/turns.ts';
import { connectTickets } from './tables.ts';

export type TicketRow = typeof connectTickets.$inferSelect;

/** Stores a new ticket; false while the deletion of the company's data is planned. */
export const addTicket = (
  db: Db,
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId' | 'takesOverId' | 'expiresAt'>,
): Promise<boolean> =>
  transact(db, async (tx) => {
    if (await plannedDeletion(tx, ticket.companyId)) return false;
    await tx.insert(connectTickets).values({ ...ticket, stage: 'ask' });
    await makeConsentsDue(tx, ticket.companyId, ticket.expiresAt);
    return true;
  });

/** Schedules the company's `consents` job at `at` or earlier. */
const makeConsentsDue = (tx: Tx, companyId: number, at: number): Promise<void> =>
  makeDueLater(tx, { companyId, realmId: '', job: 'consents' }, at);

/** The ticket unless it has expired. */
export const ticketByHash = async (
  db: Reader,
  ticketHash: string,
  now: number,
): Promise<TicketRow | null> => {
  const [row] = await db
    .select()
    .from(connectTickets)
    .where(and(eq(connectTickets.ticketHash, ticketHash), gt(connectTickets.expiresAt, now)));
  return row ?? null;
};

/**
 * Binds the ticket to this browser's cookie and state before it goes to Intuit. True again for the
 * same browser until its return; false when another browser has used the ticket, or when it is
 * decided.
 */
export const beginConsent = async (
  db: Db,
  ticketHash: string,
  binding: { cookieHash: string; stateHash: string; expiresAt: number },
  now: number,
): Promise<boolean> => {
  const isAvailable = or(
    eq(connectTickets.stage, 'ask'),
    and(
      eq(connectTickets.stage, 'consenting'),
      eq(connectTickets.cookieHash, binding.cookieHash),
      eq(connectTickets.stateHash, binding.stateHash),
    ),
  );
  return changeOne(
    db,
    { ...binding, stage: 'consenting' },
    and(eq(connectTickets.ticketHash, ticketHash), isAvailable, gt(connectTickets.expiresAt, now)),
  );
};

/**
 * Updates a ticket and schedules its next check and expiry; returns whether the condition matched.
 */
const changeOne = (db: Db, values: Partial<TicketRow>, where: SQL | undefined): Promise<boolean> =>
  transact(db, async (tx) => {
    const { companyId } = connectTickets;
    const [row] = await tx.update(connectTickets).set(values).where(where).returning({ companyId });
    if (!row) return false;
    for (const at of [values.nextCheckAt, values.expiresAt]) {
      if (at !== undefined) await makeConsentsDue(tx, row.companyId, at);
    }
    return true;
  });

/**
 * Takes the ticket of a browser that returns from Intuit; once, and only if ticket, cookie and
 * state match.
 */
export const takeConsent = async (
  db: Db,
  proof: { ticketHash: string; cookieHash: string; stateHash: string },
  now: number,
): Promise<TicketRow | null> =>
  transact(db, async (tx) => {
    const [row] = await tx
      .update(connectTickets)
      .set({ stateHash: null })
      .where(
        and(
          eq(connectTickets.ticketHash, proof.ticketHash),
          eq(connectTickets.cookieHash, proof.cookieHash),
          eq(connectTickets.stateHash, proof.stateHash),
          eq(connectTickets.stage, 'consenting'),
          gt(connectTickets.expiresAt, now),
        ),
      )
      .returning();
    return row ?? null;
  });

const undecided = ['consenting', 'checking', 'other_company'] as const;

/** Updates a ticket that is not decided yet; false when it is. */
export const updateUndecided = async (
  db: Db,
  ticketHash: string,
  values: Partial<
    Pick<
      TicketRow,
      'stage' | 'pending' | 'realmName' | 'errorCode' | 'expiresAt' | 'checks' | 'nextCheckAt'
    >
  >,
): Promise<boolean> =>
  changeOne(
    db,
    values,
    and(eq(connectTickets.ticketHash, ticketHash), inArray(connectTickets.stage, [...undecided])),
  );

/**
 * Claims the next background check by compare-and-set; false when another worker has claimed it.
 */
export const claimCheck = async (
  db: Db,
  ticket: TicketRow,
  values: Pick<TicketRow, 'checks' | 'nextCheckAt'>,
): Promise<boolean> =>
  transact(db, async (tx) => {
    const postponed = await tx
      .update(connectTickets)
      .set(values)
      .where(
        and(
          eq(connectTickets.ticketHash, ticket.ticketHash),
          eq(connectTickets.stage, 'checking'),
          eq(connectTickets.checks, ticket.checks),
        ),
      )
      .returning({ ticketHash: connectTickets.ticketHash });
    return postponed.length === 1;
  });

const ofCompany = (companyId: number) => eq(connectTickets.companyId, companyId);

/** Tickets of a company whose check is due, longest due first; at most `batchSize`. */
export const ticketsToCheck = async (
  db: Reader,
  companyId: number,
  now: number,
): Promise<TicketRow[]> =>
  db
    .select()
    .from(connectTickets)
    .where(
      and(
        ofCompany(companyId),
        eq(connectTickets.stage, 'checking'),
        lte(connectTickets.nextCheckAt, now),
        gt(connectTickets.expiresAt, now),
      ),
    )
    .orderBy(asc(connectTickets.nextCheckAt))
    .limit(batchSize);

/** Tickets per run of the job; the rest follow in the next. */
const batchSize = 20;

/**
 * Marks expired tickets of a company refused, so that no waiting callback can still use them, and
 * returns them for revocation, oldest first. They stay until `deleteTicket`, in case the process is
 * killed.
 */
export const takeExpiredTickets = async (
  db: Db,
  companyId: number,
  now: number,
): Promise<TicketRow[]> =>
  transact(db, async (tx) => {
    const expired = tx
      .select({ ticketHash: connectTickets.ticketHash })
      .from(connectTickets)
      .where(and(ofCompany(companyId), lte(connectTickets.expiresAt, now)))
      .orderBy(connectTickets.expiresAt)
      .limit(batchSize);
    return tx
      .update(connectTickets)
      .set({ stage: 'refused' })
      .where(inArray(connectTickets.ticketHash, expired))
      .returning();
  });

export const deleteTicket = (db: Db, { ticketHash }: TicketRow): Promise<unknown> =>
  transact(db, (tx) => tx.delete(connectTickets).where(eq(connectTickets.ticketHash, ticketHash)));

/** Time of the company's next check or expiry of a ticket. */
export const nextOfTickets = async (db: Reader, companyId: number): Promise<Due | null> => {
  const [expiring] = await db
    .select({ at: min(connectTickets.expiresAt) })
    .from(connectTickets)
    .where(ofCompany(companyId));
  const [checking] = await db
    .select({ at: min(connectTickets.nextCheckAt) })
    .from(connectTickets)
    .where(and(ofCompany(companyId), eq(connectTickets.stage, 'checking')));
  if (!expiring?.at) return null;
  if (!checking?.at) return { at: expiring.at, urgent: false };
  return { at: Math.min(expiring.at, checking.at), urgent: true };
};
