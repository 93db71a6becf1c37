import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Service } from '../http/serve.ts';
import { requireGrant } from '../install/service.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { ConnectionState, connection } from './contract.ts';
import { disconnectHolder } from './disconnect.ts';
import { holderConnection } from './holder.ts';
import { openConsent } from './pending-consent.ts';
import { revokeConsent } from './revoke.ts';
import { liveConnection } from './store.ts';
import { addTicket, removeExpiredTickets } from './ticket-store.ts';

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

/** Hands back what was consented to and then left lying: a window closed before its last question. */
const clearAway = async (ctx: Ctx): Promise<void> => {
  for (const ticket of await removeExpiredTickets(ctx.db, ctx.clock.now())) {
    const given = openConsent(ctx.vault, ticket);
    if (given) await revokeConsent(ctx, given.realmId, given.tokens.refreshToken);
  }
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
    clearAway(ctx).catch(() => ctx.log.warn({}, 'expired tickets could not be cleared away'));
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
