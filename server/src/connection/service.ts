import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Service } from '../http/serve.ts';
import { requireGrant } from '../install/service.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { ConnectionState, connection } from './contract.ts';
import { disconnectOwner } from './disconnect.ts';
import { ownedConnection } from './owned-connection.ts';
import { liveConnection } from './store.ts';
import { addTicket, ticketByHash } from './ticket-store.ts';

const ticketLifeMs = 10 * 60_000;

/** Why this user's attempt with this ticket was refused; null when it was not, or is not decided. */
const refusalOf = async (ctx: Ctx, ticket: string): Promise<string | null> => {
  const row = await ticketByHash(ctx.db, hashOf(ticket), ctx.clock.now());
  const own = row?.companyId === ctx.companyId && row.userId === ctx.userId;
  return own && row.stage === 'refused' ? (row.errorCode ?? 'access_denied') : null;
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

/** Who holds the company's connection, and how one comes by it and gets rid of it. */
export const connectionService: Service<typeof connection> = {
  async state(ctx, { ticket }) {
    await requireGrant(ctx);
    return stateOf(ctx, ticket);
  },

  async ticket(ctx) {
    await requireGrant(ctx);
    const held = await liveConnection(ctx.db, ctx.companyId);
    if (held && held.ownerId !== ctx.userId) {
      const details = { owner: held.ownerName, since: iso(held.connectedAt) };
      throw new AppError('connection_taken', { details });
    }
    const ticket = newSecret();
    const added = await addTicket(ctx.db, {
      ticketHash: hashOf(ticket),
      companyId: ctx.companyId,
      userId: ctx.userId,
      expiresAt: ctx.clock.now() + ticketLifeMs,
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
