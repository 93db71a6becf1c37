import type { FastifyInstance } from 'fastify';

/** State of the graceful shutdown. */
export type Closing = { hasBegun(): boolean };

/** Routes that still respond normally during shutdown. */
const servedWhileClosing = new Set(['/healthz', '/readyz']);

/**
 * Makes `app.close()` wait for all running handlers, even after a client disconnects, and answer
 * new requests with 503. Call it before adding routes. Requires `return503OnClosing: false`, or
 * `/readyz` could not return its reason.
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
  // Fastify stops listening after this hook. Modules end their open streams in a preClose hook as
  // well.
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!closing || servedWhileClosing.has(request.routeOptions.url ?? '')) return;
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
