import { and, eq, inArray, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Tx } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import { openStates } from '../operations/store.ts';
import { operations } from '../operations/tables.ts';
import { makeDue, makeDueLater } from '../scheduler/turns.ts';
import type { ConnectionRow } from './store.ts';
import { connections, connectTickets, healthEveryMs } from './tables.ts';
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
  | 'hardExpiresAt'
>;

export type Activation =
  /** `replaced`: the live connection that this one replaced, if any. */
  | { kind: 'connected'; replaced: ConnectionRow | null }
  | { kind: 'connection_taken' }
  /** A takeover must keep the QuickBooks company. */
  | { kind: 'other_realm' }
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
 * Creates the connection. In the same transaction it re-checks that company and realm are free or
 * may be taken over, ends the earlier connection, marks the ticket connected and writes the audit
 * entry.
 */
export const activate = async (
  db: Db,
  ticket: Pick<TicketRow, 'ticketHash' | 'companyId' | 'userId' | 'takesOverId'>,
  created: NewConnection,
  now: number,
): Promise<Activation> =>
  transact(db, async (tx): Promise<Activation> => {
    const notEnded = ne(connections.state, 'ended');
    const ofCompany = and(eq(connections.companyId, ticket.companyId), notEnded);
    const [replaced = null] = await tx.select().from(connections).where(ofCompany);
    const isTakeover = replaced !== null && replaced.ownerId !== ticket.userId;
    if (isTakeover && !mayReplace(replaced, ticket)) return { kind: 'connection_taken' };
    if (isTakeover && replaced.realmId !== created.realmId) return { kind: 'other_realm' };
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
      lastSuccessAt: now,
      healthDueAt: now + healthEveryMs,
      formerOwnerId: isTakeover ? replaced.ownerId : (replaced?.formerOwnerId ?? null),
      takenOverAt: isTakeover ? now : (replaced?.takenOverAt ?? null),
    });
    if (isTakeover) await inheritOperations(tx, replaced, ticket.userId, now);
    // Work left open when the realm was disconnected becomes due.
    await makeDue(tx, { companyId, realmId: created.realmId, job: 'quickbooks' }, now, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'initial_sync' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'pipedrive_fields' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'found_invoices' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'reminders' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'events' }, now);
    await makeDueLater(tx, { companyId, realmId: created.realmId, job: 'feed' }, now);
    await makeDueLater(tx, { companyId, realmId: '', job: 'merges' }, now);
    await makeDueLater(tx, { companyId, realmId: '', job: 'pipedrive_webhooks' }, now);
    await writeAudit(tx, {
      companyId,
      userId,
      at: now,
      action: isTakeover ? 'taken_over' : 'connected',
      realmId: created.realmId,
      subject: created.realmName,
      ...(isTakeover && { details: { from: replaced.ownerName, status: replaced.ownerStatus } }),
    });
    announceChange(tx, { companyId, realmId: created.realmId, dealIds: null });
    return { kind: 'connected', replaced };
  });

/** Whether the ticket was issued to take over this connection, whose owner is still lost. */
const mayReplace = (
  { id, ownerStatus }: ConnectionRow,
  { takesOverId }: Pick<TicketRow, 'takesOverId'>,
): boolean => takesOverId === id && ownerStatus !== 'active';

/** Open operations of the former owner continue with the new owner's permission in Pipedrive. */
const inheritOperations = async (
  tx: Tx,
  { companyId, realmId, ownerId }: ConnectionRow,
  newOwnerId: number,
  now: number,
): Promise<void> => {
  await tx
    .update(operations)
    .set({ userId: newOwnerId })
    .where(
      and(
        inRealm(operations, { companyId, realmId }),
        eq(operations.userId, ownerId),
        inArray(operations.state, [...openStates]),
      ),
    );
  await makeDue(tx, { companyId, realmId, job: 'pipedrive' }, now, now);
};

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
