import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { Ctx, Dependencies } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { expiryOf } from '../pipedrive/signed-token.ts';
import { userOf } from '../requests.ts';
import { makeStreams } from './streams.ts';

/**
 * `GET /api/live`: server-sent events `changed` with `{ dealIds, customerIds }`; `dealIds` is null
 * when anything may have changed. Ends when the token expires; the panel reopens it with a new one.
 * `allow` returns the connection that the caller owns, or throws. `opened` is called for each new
 * stream.
 */
export const liveRoute = (
  app: FastifyInstance,
  dependencies: Dependencies,
  signedIn: onRequestAsyncHookHandler,
  {
    allow,
    opened,
  }: {
    allow(ctx: Ctx): Promise<{ realmId: string }>;
    opened(realmKey: RealmKey): Promise<void>;
  },
): void => {
  const streams = makeStreams(dependencies);
  // Before the server waits for running requests: a stream would run until its token expires.
  app.addHook('preClose', () => streams.close());
  app.get(
    '/api/live',
    {
      schema: { tags: ['live'], summary: 'stream of changes' },
      onRequest: signedIn,
      compress: false,
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const user = userOf(request);
      const { companyId, userId } = user;
      const { realmId } = await allow({ ...dependencies, ...user });
      const expiresAt = expiryOf(request.headers.authorization ?? '');
      const body = streams.open({ companyId, userId, realmId, expiresAt });
      // The stream does not wait for it, and works without it.
      opened({ companyId, realmId }).catch((error) =>
        dependencies.log.warn({ companyId, err: error }, 'could not note that a panel is open'),
      );
      return reply
        .headers({
          'content-type': 'text/event-stream; charset=utf-8',
          // Proxies must neither compress nor collect the events.
          'cache-control': 'no-cache, no-store, no-transform',
          'x-accel-buffering': 'no',
          // A kept connection would delay the shutdown until it has been idle for long enough.
          connection: 'close',
        })
        .send(body);
    },
  );
};
