import { and, eq, inArray, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import { makeDue, makeDueLater } from '../scheduler/turns.ts';
import type { ConnectionRow } from './store.ts';
import { connections, connectTickets } from './tables.ts';
import type { TicketRow } from './ticket-store.ts';

/** A company's new connection; its tokens are encrypted. */
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
  /** `replaced`: the live connection that this one replaced, if any. */
  | { kind: 'connected'; replaced: ConnectionRow | null }
  | { kind: 'connection_taken' }
  | { kind: 'realm_taken' }
  /** The ticket was already decided, for example in another tab. */
  | { kind: 'decided' };

export const ended = (now: number) => ({
  state: 'ended' as const,
  endedAt: now,
  accessToken: '',
  refreshToken: '',
  leaseId: null,
  leaseUntil: null,
});

/**
 * Creates the connection. In the same transaction it re-checks that company and realm are free,
 * ends the owner's earlier connection, marks the ticket connected and writes the audit entry.
 */
export const activate = async (
  db: Db,
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId'>,
  created: NewConnection,
  now: number,
): Promise<Activation> =>
  transact(db, async (tx): Promise<Activation> => {
    const notEnded = ne(connections.state, 'ended');
    const ofCompany = and(eq(connections.companyId, ticket.companyId), notEnded);
    const [replaced = null] = await tx.select().from(connections).where(ofCompany);
    if (replaced && replaced.ownerId !== ticket.userId) return { kind: 'connection_taken' };
    const ofRealm = and(eq(connections.realmId, created.realmId), notEnded);
    const [other] = await tx.select().from(connections).where(ofRealm);
    if (other && other.companyId !== ticket.companyId) return { kind: 'realm_taken' };

    const decided = await tx
      .update(connectTickets)
      .set({ stage: 'connected', pending: null, realmName: created.realmName })
      .where(
        and(
          eq(connectTickets.ticketHash, ticket.ticketHash),
          inArray(connectTickets.stage, ['checking', 'other_company']),
        ),
      )
      .returning({ ticketHash: connectTickets.ticketHash });
    if (decided.length !== 1) return { kind: 'decided' };

    if (replaced) {
      await tx.update(connections).set(ended(now)).where(eq(connections.id, replaced.id));
    }
    const { companyId, userId } = ticket;
    await tx.insert(connections).values({
      ...created,
      companyId,
      ownerId: userId,
      state: 'active',
      connectedAt: now,
    });
    // Work left open when the realm was disconnected becomes due.
    await makeDue(tx, { companyId, realmId: created.realmId, job: 'quickbooks' }, now, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'deal_fields' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'events' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'feed' }, now);
    await writeAudit(tx, {
      companyId,
      userId,
      at: now,
      action: 'connected',
      realmId: created.realmId,
      subject: created.realmName,
    });
    announceChange(tx, { companyId, realmId: created.realmId, dealIds: null });
    return { kind: 'connected', replaced };
  });

/**
 * Ends a live connection and clears its tokens. Returns the former row; null when it had already
 * ended.
 */
export const endConnection = async (
  db: Db,
  owner: { companyId: number; ownerId: number },
  now: number,
): Promise<ConnectionRow | null> =>
  transact(db, async (tx) => {
    const [row] = await tx
      .select()
      .from(connections)
      .where(
        and(
          eq(connections.companyId, owner.companyId),
          eq(connections.ownerId, owner.ownerId),
          ne(connections.state, 'ended'),
        ),
      );
    if (!row) return null;
    await tx.update(connections).set(ended(now)).where(eq(connections.id, row.id));
    await writeAudit(tx, {
      companyId: owner.companyId,
      userId: owner.ownerId,
      at: now,
      action: 'disconnected',
      realmId: row.realmId,
      subject: row.realmName,
    });
    announceChange(tx, { companyId: row.companyId, realmId: row.realmId, dealIds: null });
    return row;
  });
