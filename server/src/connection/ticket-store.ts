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
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId' | 'expiresAt'>,
): Promise<boolean> =>
  transact(db, async (tx) => {
    if (await plannedDeletion(tx, ticket.companyId)) return false;
    await tx.insert(connectTickets).values({ ...ticket, stage: 'ask' });
    await makeConsentsDue(tx, ticket.companyId, ticket.expiresAt);
    return true;
  });

/** The background checks or removes tickets of the company at `at`. */
const makeConsentsDue = (tx: Tx, companyId: number, at: number): Promise<void> =>
  makeDueLater(tx, { companyId, realmId: '', job: 'consents' }, at);

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
    const { companyId } = connectTickets;
    const [row] = await tx.update(connectTickets).set(to).where(where).returning({ companyId });
    if (!row) return false;
    for (const at of [to.nextCheckAt, to.expiresAt]) {
      if (at !== undefined) await makeConsentsDue(tx, row.companyId, at);
    }
    return true;
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

const ofCompany = (companyId: number) => eq(connectTickets.companyId, companyId);

/** Consents of a company that are to be checked again by now, the longest due first. */
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
    .limit(atOnce);

/** As many in one slice; those left over have their turn in one of the next. */
const atOnce = 20;

/**
 * Tickets of a company that expired, oldest first. Whoever still waits for one of them decides nothing any
 * more, so what they hold can be revoked; they stay until `deleteTicket`, in case that is interrupted.
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
      .limit(atOnce);
    return tx
      .update(connectTickets)
      .set({ stage: 'refused' })
      .where(inArray(connectTickets.ticketHash, expired))
      .returning();
  });

export const deleteTicket = (db: Db, { ticketHash }: TicketRow): Promise<unknown> =>
  transact(db, (tx) => tx.delete(connectTickets).where(eq(connectTickets.ticketHash, ticketHash)));

/** When a ticket of the company is checked or expires next. */
export const nextOfTickets = async (db: Reader, companyId: number): Promise<Due | null> => {
  const [all] = await db
    .select({ at: min(connectTickets.expiresAt) })
    .from(connectTickets)
    .where(ofCompany(companyId));
  const [checking] = await db
    .select({ at: min(connectTickets.nextCheckAt) })
    .from(connectTickets)
    .where(and(ofCompany(companyId), eq(connectTickets.stage, 'checking')));
  if (!all?.at) return null;
  if (!checking?.at) return { at: all.at, urgent: false };
  return { at: Math.min(all.at, checking.at), urgent: true };
};
