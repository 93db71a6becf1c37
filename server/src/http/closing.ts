import type { FastifyInstance } from 'fastify';

/** Whether the server has begun to close. */
export type Closing = { hasBegun(): boolean };

/** What is still answered while the server closes. */
const answered = new Set(['/healthz', '/readyz']);

/**
 * Makes `app.close()` lose nothing: it waits for running handlers, also for those whose client is gone, and
 * each response ends its connection. A request that still arrives gets 503. Call it before routes are added,
 * on an app with `return503OnClosing: false`, which could not say why it is not ready.
 */
export const watchClosing = (app: FastifyInstance): Closing => {
  const running = new Set<Promise<unknown>>();
  let closing = false;
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = function (request, reply) {
      const result: unknown = handler.call(this, request, reply);
      if (result instanceof Promise) {
        running.add(result);
        const end = () => void running.delete(result);
        result.then(end, end);
      }
      return result;
    };
  });
  // Fastify stops listening after this hook. A module that keeps streams open ends them in such a hook too.
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!closing || answered.has(request.routeOptions.url ?? '')) return;
    return reply.code(503).header('retry-after', '5').send({ error: 'Service Unavailable' });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onClose', async () => {
    await Promise.allSettled(running);
  });
  return { hasBegun: () => closing };
};
