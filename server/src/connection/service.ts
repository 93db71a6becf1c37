import { eq } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx, Service } from '../context.ts';
import { transact } from '../db/transact.ts';
import { requireGrant } from '../install/service.ts';
import { announceChange } from '../live/changes.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { ConnectionState, connection } from './contract.ts';
import { disconnectOwner } from './disconnect.ts';
import { healthOf } from './health.ts';
import { ownedConnection } from './invoice-access.ts';
import { knownOwnerCheck } from './owner-check.ts';
import { type ConnectionRow, liveConnection } from './store.ts';
import { connections } from './tables.ts';
import { requireTakeover, takeoverRight } from './takeover.ts';
import { addTicket, ticketByHash } from './ticket-store.ts';

const ticketLifetimeMs = 10 * 60_000;

/** How the user's own ticket ended: with an error code in `refused`, or with a connection. */
const outcomeOf = async (
  ctx: Ctx,
  ticket: string | undefined,
): Promise<Pick<ConnectionState, 'refused' | 'connected'>> => {
  const row =
    ticket === undefined ? null : await ticketByHash(ctx.db, hashOf(ticket), ctx.clock.now());
  const isOwn = row?.companyId === ctx.companyId && row.userId === ctx.userId;
  if (!isOwn) return { refused: null, connected: false };
  const refused = row.stage === 'refused' ? (row.errorCode ?? 'access_denied') : null;
  return { refused, connected: row.stage === 'connected' };
};

const stateOf = async (ctx: Ctx, ticket?: string): Promise<ConnectionState> => {
  const row = await liveConnection(ctx.db, ctx.companyId);
  const outcome = await outcomeOf(ctx, ticket);
  const nobody = { owner: null, company: null, since: null, health: null };
  if (!row) return { state: 'none', ...nobody, ...outcome, takeover: null, takenOverAt: null };
  const isYou = row.ownerId === ctx.userId;
  const wasYou = row.formerOwnerId === ctx.userId && row.takenOverAt !== null;
  return {
    state: row.state === 'broken' ? 'broken' : 'active',
    owner: { name: row.ownerName, isYou },
    company: isYou ? row.realmName : null,
    since: iso(row.connectedAt),
    ...outcome,
    health: isYou ? await healthOf(ctx.db, row, ctx.clock.now()) : null,
    takeover: isYou ? null : await takeoverOf(ctx, row),
    takenOverAt: wasYou && !isYou ? iso(row.takenOverAt ?? 0) : null,
  };
};

/** Null while the owner is active, as far as Pipedrive has said. */
const takeoverOf = async (
  ctx: Ctx,
  connection: ConnectionRow,
): Promise<ConnectionState['takeover']> => {
  const verdict = await knownOwnerCheck(ctx, connection, ctx);
  const { ownerStatus } = verdict;
  if (ownerStatus === 'active') return null;
  return { status: ownerStatus, right: await takeoverRight(ctx, verdict, ctx) };
};

export const connectionService: Service<typeof connection> = {
  async state(ctx, { ticket }) {
    await requireGrant(ctx);
    return stateOf(ctx, ticket);
  },

  async ticket(ctx) {
    await requireGrant(ctx);
    const existing = await liveConnection(ctx.db, ctx.companyId);
    const isForeign = existing !== null && existing.ownerId !== ctx.userId;
    if (isForeign) await requireTakeover(ctx, existing, ctx);
    const ticket = newSecret();
    const added = await addTicket(ctx.db, {
      ticketHash: hashOf(ticket),
      companyId: ctx.companyId,
      userId: ctx.userId,
      takesOverId: isForeign ? existing.id : null,
      expiresAt: ctx.clock.now() + ticketLifetimeMs,
    });
    if (!added) throw new AppError('deletion_planned');
    return { url: `${ctx.settings.publicUrl}/connect?ticket=${ticket}` };
  },

  async disconnect(ctx) {
    await ownedConnection(ctx);
    await disconnectOwner(ctx, ctx);
    return stateOf(ctx);
  },

  async dismissWarning(ctx) {
    const { id, realmId } = await ownedConnection(ctx);
    const { companyId, clock } = ctx;
    await transact(ctx.db, async (tx) => {
      const warningDismissedAt = clock.now();
      await tx.update(connections).set({ warningDismissedAt }).where(eq(connections.id, id));
      announceChange(tx, { companyId, realmId, dealIds: null });
    });
    return stateOf(ctx);
  },
};
