import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { Dependencies } from '../context.ts';
import { makeConnectionAccess } from './access-tokens.ts';
import { liveConnectionOfRealm } from './store.ts';

const minIntervalMs = 60_000;
const maxRealms = 1_000;

/**
 * Serves the Disconnect and Reconnect URLs of the app's settings at Intuit. They are
 * unauthenticated, so Disconnect only triggers a token refresh (once a minute per realm), which
 * detects a revoked grant.
 */
export const intuitLinks = (
  app: FastifyInstance,
  dependencies: Dependencies,
  limit: onRequestAsyncHookHandler,
): void => {
  const hidden = { schema: { hide: true } };
  const access = makeConnectionAccess(dependencies);
  const nextTryAt = new Map<string, number>();

  const checkConnection = async (realmId: string): Promise<void> => {
    const now = dependencies.clock.now();
    if ((nextTryAt.get(realmId) ?? 0) > now) return;
    const connection = await liveConnectionOfRealm(dependencies.db, realmId);
    if (connection?.state !== 'active') return;
    if (nextTryAt.size >= maxRealms) nextTryAt.clear();
    nextTryAt.set(realmId, now + minIntervalMs);
    await access.tokenAfter(connection.id, await access.token(connection.id));
  };

  app.get(
    '/oauth/quickbooks/disconnected',
    { ...hidden, onRequest: limit },
    async (request, reply) => {
      const { realmId } = request.query as { realmId?: unknown };
      if (typeof realmId === 'string') {
        // The token refresher has logged the failure.
        checkConnection(realmId).catch(() => undefined);
      }
      return reply.redirect(`${dependencies.settings.publicUrl}/connect`, 303);
    },
  );

  app.get('/oauth/quickbooks/reconnect', hidden, async (_request, reply) =>
    reply.redirect(`${dependencies.settings.publicUrl}/connect`, 303),
  );
};
