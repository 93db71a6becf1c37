import { and, eq, inArray, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { makeDue } from '../scheduler/turns.ts';
import type { ConnectionRow } from './store.ts';
import { connections, connectTickets } from './tables.ts';
import type { TicketRow } from './ticket-store.ts';

/** What a company's new connection consists of; tokens come sealed. */
export type NewConnection = Pick<
  ConnectionRow,
  | 'id'
  | 'realmId'
  | 'realmName'
  | 'ownerName'
  | 'accessToken'
  | 'refreshToken'
  | 'expiresAt'
  | 'refreshExpiresAt'
>;

export type Activation =
  /** `replaced`: the connection that this one took over from, if one was still live. */
  | { kind: 'connected'; replaced: ConnectionRow | null }
  | { kind: 'connection_taken' }
  | { kind: 'realm_taken' }
  /** The ticket was decided meanwhile, in another tab. */
  | { kind: 'decided' };

export const ended = (now: number) => ({
  state: 'ended' as const,
  endedAt: now,
  accessToken: '',
  refreshToken: '',
  leaseOwner: null,
  leaseUntil: null,
});

/**
 * Makes the connection, in one transaction with everything that hangs on it: who holds what is looked
 * at again, the holder's earlier connection ends, the ticket is settled, the audit entry written.
 */
export const activate = async (
  db: Db,
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId'>,
  given: NewConnection,
  now: number,
): Promise<Activation> =>
  transact(db, async (tx): Promise<Activation> => {
    const living = ne(connections.state, 'ended');
    const ofCompany = and(eq(connections.companyId, ticket.companyId), living);
    const [replaced = null] = await tx.select().from(connections).where(ofCompany);
    if (replaced && replaced.ownerId !== ticket.userId) return { kind: 'connection_taken' };
    const ofRealm = and(eq(connections.realmId, given.realmId), living);
    const [other] = await tx.select().from(connections).where(ofRealm);
    if (other && other.companyId !== ticket.companyId) return { kind: 'realm_taken' };

    const settled = await tx
      .update(connectTickets)
      .set({ stage: 'connected', pending: null, realmName: given.realmName })
      .where(
        and(
          eq(connectTickets.ticketHash, ticket.ticketHash),
          inArray(connectTickets.stage, ['checking', 'other_company']),
        ),
      )
      .returning({ ticketHash: connectTickets.ticketHash });
    if (settled.length !== 1) return { kind: 'decided' };

    if (replaced) {
      await tx.update(connections).set(ended(now)).where(eq(connections.id, replaced.id));
    }
    const who = { companyId: ticket.companyId, userId: ticket.userId };
    await tx.insert(connections).values({
      ...given,
      companyId: who.companyId,
      ownerId: who.userId,
      state: 'active',
      connectedAt: now,
    });
    // Operations that were left open when the realm was disconnected go on.
    const { companyId } = who;
    await makeDue(tx, { companyId, realmId: given.realmId, job: 'quickbooks' }, now, now);
    await writeAudit(tx, {
      ...who,
      at: now,
      action: 'connected',
      realmId: given.realmId,
      subject: given.realmName,
    });
    return { kind: 'connected', replaced };
  });

/** Ends a live connection, empties its tokens, and returns what it was; null when it had ended. */
export const endConnection = async (
  db: Db,
  of: { companyId: number; ownerId: number },
  now: number,
): Promise<ConnectionRow | null> =>
  transact(db, async (tx) => {
    const [row] = await tx
      .select()
      .from(connections)
      .where(
        and(
          eq(connections.companyId, of.companyId),
          eq(connections.ownerId, of.ownerId),
          ne(connections.state, 'ended'),
        ),
      );
    if (!row) return null;
    await tx.update(connections).set(ended(now)).where(eq(connections.id, row.id));
    await writeAudit(tx, {
      companyId: of.companyId,
      userId: of.ownerId,
      at: now,
      action: 'disconnected',
      realmId: row.realmId,
      subject: row.realmName,
    });
    return row;
  });
