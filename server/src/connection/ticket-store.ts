import { and, eq, gt, inArray, lte, or } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { connectTickets } from './tables.ts';

export type TicketRow = typeof connectTickets.$inferSelect;

export const addTicket = async (
  db: Db,
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId' | 'expiresAt'>,
): Promise<void> => {
  db.insert(connectTickets)
    .values({ ...ticket, stage: 'ask' })
    .run();
};

/** The ticket while it lives. */
export const ticketByHash = async (
  db: Db,
  ticketHash: string,
  now: number,
): Promise<TicketRow | null> =>
  db
    .select()
    .from(connectTickets)
    .where(and(eq(connectTickets.ticketHash, ticketHash), gt(connectTickets.expiresAt, now)))
    .get() ?? null;

/**
 * Uses the ticket up: the browser of this cookie goes to Intuit with this state. The same once more changes
 * nothing and is true as well, until the browser is back. False when used by another, or decided.
 */
export const beginConsent = async (
  db: Db,
  ticketHash: string,
  bound: { cookieHash: string; stateHash: string; expiresAt: number },
  now: number,
): Promise<boolean> =>
  db
    .update(connectTickets)
    .set({ ...bound, stage: 'consenting' })
    .where(
      and(
        eq(connectTickets.ticketHash, ticketHash),
        or(
          eq(connectTickets.stage, 'ask'),
          and(
            eq(connectTickets.stage, 'consenting'),
            eq(connectTickets.cookieHash, bound.cookieHash),
            eq(connectTickets.stateHash, bound.stateHash),
          ),
        ),
        gt(connectTickets.expiresAt, now),
      ),
    )
    .run().changes === 1;

/** The ticket that a browser returns with from Intuit: ticket, cookie and state must all fit, once. */
export const takeConsent = async (
  db: Db,
  proof: { ticketHash: string; cookieHash: string; stateHash: string },
  now: number,
): Promise<TicketRow | null> =>
  db
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
    .returning()
    .get() ?? null;

const undecided = ['consenting', 'checking', 'other_company'] as const;

/** Moves a ticket on while nothing is decided yet; false when it was decided meanwhile. */
export const moveTicket = async (
  db: Pick<Db, 'update'>,
  ticketHash: string,
  to: Partial<
    Pick<
      TicketRow,
      'stage' | 'pending' | 'realmName' | 'errorCode' | 'expiresAt' | 'checks' | 'nextCheckAt'
    >
  >,
): Promise<boolean> =>
  db
    .update(connectTickets)
    .set(to)
    .where(
      and(eq(connectTickets.ticketHash, ticketHash), inArray(connectTickets.stage, [...undecided])),
    )
    .run().changes === 1;

/** Takes the next background check of a waiting consent; false when another worker has taken it. */
export const postponeCheck = async (
  db: Db,
  ticket: TicketRow,
  to: Pick<TicketRow, 'checks' | 'nextCheckAt'>,
): Promise<boolean> =>
  db
    .update(connectTickets)
    .set(to)
    .where(
      and(
        eq(connectTickets.ticketHash, ticket.ticketHash),
        eq(connectTickets.stage, 'checking'),
        eq(connectTickets.checks, ticket.checks),
      ),
    )
    .run().changes === 1;

/** Deletes up to `most` tickets that expired, oldest first, and returns them. */
export const takeExpiredTickets = async (
  db: Db,
  now: number,
  most: number,
): Promise<TicketRow[]> => {
  const expired = db
    .select({ ticketHash: connectTickets.ticketHash })
    .from(connectTickets)
    .where(lte(connectTickets.expiresAt, now))
    .orderBy(connectTickets.expiresAt)
    .limit(most);
  return db.delete(connectTickets).where(inArray(connectTickets.ticketHash, expired)).returning();
};
