import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Service } from '../http/serve.ts';
import { requireGrant } from '../install/service.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { ConnectionState, connection } from './contract.ts';
import { disconnectHolder } from './disconnect.ts';
import { holderConnection } from './holder.ts';
import { liveConnection } from './store.ts';
import { addTicket } from './ticket-store.ts';

const ticketLifeMs = 10 * 60_000;

const stateOf = async (ctx: Ctx): Promise<ConnectionState> => {
  const row = await liveConnection(ctx.db, ctx.companyId);
  if (!row) return { state: 'none', holder: null, company: null, since: null };
  const isYou = row.holderId === ctx.userId;
  return {
    state: row.state === 'broken' ? 'broken' : 'active',
    holder: { name: row.holderName, isYou },
    company: isYou ? row.realmName : null,
    since: iso(row.connectedAt),
  };
};

/** Who holds the company's connection, and how one comes by it and gets rid of it. */
export const connectionService: Service<typeof connection> = {
  async state(ctx) {
    await requireGrant(ctx);
    return stateOf(ctx);
  },

  async ticket(ctx) {
    await requireGrant(ctx);
    const held = await liveConnection(ctx.db, ctx.companyId);
    if (held && held.holderId !== ctx.userId) {
      const details = { holder: held.holderName, since: iso(held.connectedAt) };
      throw new AppError('connection_taken', { details });
    }
    const ticket = newSecret();
    await addTicket(ctx.db, {
      ticketHash: hashOf(ticket),
      companyId: ctx.companyId,
      userId: ctx.userId,
      expiresAt: ctx.clock.now() + ticketLifeMs,
    });
    return { url: `${ctx.settings.publicUrl}/connect?ticket=${ticket}` };
  },

  async disconnect(ctx) {
    await holderConnection(ctx);
    await disconnectHolder(ctx, ctx);
    return stateOf(ctx);
  },
};
