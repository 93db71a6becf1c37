import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { ConnectionState, connection } from './contract.ts';
import { disconnectOwner } from './disconnect.ts';
import { ownedConnection } from './invoice-access.ts';
import { liveConnection } from './store.ts';
import { addTicket, ticketByHash } from './ticket-store.ts';

const ticketLifetimeMs = 10 * 60_000;

/** Error code of the user's own refused ticket; null when it is not refused or not theirs. */
const refusalOf = async (ctx: Ctx, ticket: string): Promise<string | null> => {
  const row = await ticketByHash(ctx.db, hashOf(ticket), ctx.clock.now());
  const isOwn = row?.companyId === ctx.companyId && row.userId === ctx.userId;
  return isOwn && row.stage === 'refused' ? (row.errorCode ?? 'access_denied') : null;
};

const stateOf = async (ctx: Ctx, ticket?: string): Promise<ConnectionState> => {
  const row = await liveConnection(ctx.db, ctx.companyId);
  const refused = ticket === undefined ? null : await refusalOf(ctx, ticket);
  if (!row) return { state: 'none', owner: null, company: null, since: null, refused };
  const isYou = row.ownerId === ctx.userId;
  return {
    state: row.state === 'broken' ? 'broken' : 'active',
    owner: { name: row.ownerName, isYou },
    company: isYou ? row.realmName : null,
    since: iso(row.connectedAt),
    refused,
  };
};

export const connectionService: Service<typeof connection> = {
  async state(ctx, { ticket }) {
    await requireGrant(ctx);
    return stateOf(ctx, ticket);
  },

  async ticket(ctx) {
    await requireGrant(ctx);
    const existing = await liveConnection(ctx.db, ctx.companyId);
    if (existing && existing.ownerId !== ctx.userId) {
      const details = { owner: existing.ownerName, since: iso(existing.connectedAt) };
      throw new AppError('connection_taken', { details });
    }
    const ticket = newSecret();
    const added = await addTicket(ctx.db, {
      ticketHash: hashOf(ticket),
      companyId: ctx.companyId,
      userId: ctx.userId,
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
};
