import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { Dependencies } from '../context.ts';
import { makeConnectionAccess } from './access-tokens.ts';
import { liveConnectionOfRealm } from './store.ts';

const pauseMs = 60_000;
const rememberedRealms = 1_000;

/**
 * The Disconnect and Reconnect URLs of the app's settings at Intuit, where QuickBooks sends people.
 * Anybody can open them, so they prove nothing: the first makes us try a refresh, which tells whether
 * the grant still stands; nothing is deleted.
 */
export const intuitLinks = (
  app: FastifyInstance,
  dependencies: Dependencies,
  limit: onRequestAsyncHookHandler,
): void => {
  const hidden = { schema: { hide: true } };
  const access = makeConnectionAccess(dependencies);
  const tried = new Map<string, number>();

  const tryOut = async (realmId: string): Promise<void> => {
    const now = dependencies.clock.now();
    if ((tried.get(realmId) ?? 0) > now) return;
    const connection = await liveConnectionOfRealm(dependencies.db, realmId);
    if (connection?.state !== 'active') return;
    if (tried.size >= rememberedRealms) tried.clear();
    tried.set(realmId, now + pauseMs);
    await access.tokenAfter(connection.id, await access.token(connection.id));
  };

  app.get(
    '/oauth/quickbooks/disconnected',
    { ...hidden, onRequest: limit },
    async (request, reply) => {
      const { realmId } = request.query as { realmId?: unknown };
      if (typeof realmId === 'string') {
        // The keeper has said what there is to say in the log.
        tryOut(realmId).catch(() => undefined);
      }
      return reply.redirect(`${dependencies.settings.publicUrl}/connect`, 303);
    },
  );

  app.get('/oauth/quickbooks/reconnect', hidden, async (_request, reply) =>
    reply.redirect(`${dependencies.settings.publicUrl}/connect`, 303),
  );
};
