import { and, eq, gt, inArray, lte, or, type SQL } from 'drizzle-orm';
import { plannedDeletion } from '../company-data/store.ts';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { connectTickets } from './tables.ts';

export type TicketRow = typeof connectTickets.$inferSelect;

/** Stores a new ticket; false while the deletion of the company's data is planned. */
export const addTicket = (
  db: Db,
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId' | 'expiresAt'>,
): Promise<boolean> =>
  transact(db, async (tx) => {
    if (await plannedDeletion(tx, ticket.companyId)) return false;
    await tx.insert(connectTickets).values({ ...ticket, stage: 'ask' });
    return true;
  });

/** The ticket while it lives. */
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
 * Uses the ticket up: the browser of this cookie goes to Intuit with this state. The same once more changes
 * nothing and is true as well, until the browser is back. False when used by another, or decided.
 */
export const beginConsent = async (
  db: Db,
  ticketHash: string,
  bound: { cookieHash: string; stateHash: string; expiresAt: number },
  now: number,
): Promise<boolean> => {
  const free = or(
    eq(connectTickets.stage, 'ask'),
    and(
      eq(connectTickets.stage, 'consenting'),
      eq(connectTickets.cookieHash, bound.cookieHash),
      eq(connectTickets.stateHash, bound.stateHash),
    ),
  );
  return changeOne(
    db,
    { ...bound, stage: 'consenting' },
    and(eq(connectTickets.ticketHash, ticketHash), free, gt(connectTickets.expiresAt, now)),
  );
};

/** Says whether a ticket was there to be changed. */
const changeOne = (db: Db, to: Partial<TicketRow>, where: SQL | undefined): Promise<boolean> =>
  transact(db, async (tx) => {
    const { ticketHash } = connectTickets;
    const changed = await tx.update(connectTickets).set(to).where(where).returning({ ticketHash });
    return changed.length === 1;
  });

/** The ticket that a browser returns with from Intuit: ticket, cookie and state must all fit, once. */
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

/** Moves a ticket on while nothing is decided yet; false when it was decided meanwhile. */
export const moveTicket = async (
  db: Db,
  ticketHash: string,
  to: Partial<
    Pick<
      TicketRow,
      'stage' | 'pending' | 'realmName' | 'errorCode' | 'expiresAt' | 'checks' | 'nextCheckAt'
    >
  >,
): Promise<boolean> =>
  changeOne(
    db,
    to,
    and(eq(connectTickets.ticketHash, ticketHash), inArray(connectTickets.stage, [...undecided])),
  );

/** Takes the next background check of a waiting consent; false when another worker has taken it. */
export const postponeCheck = async (
  db: Db,
  ticket: TicketRow,
  to: Pick<TicketRow, 'checks' | 'nextCheckAt'>,
): Promise<boolean> =>
  transact(db, async (tx) => {
    const postponed = await tx
      .update(connectTickets)
      .set(to)
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

/** Deletes up to `most` tickets that expired, oldest first, and returns them. */
export const takeExpiredTickets = async (db: Db, now: number, most: number): Promise<TicketRow[]> =>
  transact(db, async (tx) => {
    const expired = tx
      .select({ ticketHash: connectTickets.ticketHash })
      .from(connectTickets)
      .where(lte(connectTickets.expiresAt, now))
      .orderBy(connectTickets.expiresAt)
      .limit(most);
    return tx.delete(connectTickets).where(inArray(connectTickets.ticketHash, expired)).returning();
  });
