import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { traceCalls } from './control/apply-faults.ts';
import { controlRoutes } from './control/control-routes.ts';
import { controlDealRoutes } from './control/deal-routes.ts';
import { tenantRoutes } from './control/tenant-routes.ts';
import { dialogRoutes } from './host/dialog-routes.ts';
import { hostRoutes } from './host/host-routes.ts';
import { newsRoute } from './host/news-route.ts';
import { pageFileRoutes } from './host/page-files.ts';
import { viewRoutes } from './host/view-routes.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { tokenRoutes } from './oauth/token-routes.ts';
import { callerOf } from './rest/caller.ts';
import { unauthorized } from './rest/endpoint.ts';
import { restRoutes } from './rest/rest-routes.ts';
import type { Emulator } from './world/emulator.ts';

/** Registers all routes; `start.ts` listens. */
export async function buildApp(emulator: Emulator): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 30 * 1024 * 1024 });
  await app.register(cookie);
  await app.register(formbody);
  // Clients send an empty JSON body with `DELETE`; it must not be an error.
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text as string));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  traceCalls(app, emulator);
  controlRoutes(app, emulator);
  tenantRoutes(app, emulator);
  controlDealRoutes(app, emulator);
  tokenRoutes(app, emulator);
  authorizeRoutes(app, emulator);
  restRoutes(app, emulator);
  pageFileRoutes(app);
  viewRoutes(app, emulator);
  hostRoutes(app, emulator);
  dialogRoutes(app, emulator);
  newsRoute(app, emulator);
  app.setNotFoundHandler((request, reply) => {
    const isApi = /^\/(api\/)?v\d\//.test(request.url);
    if (isApi && !callerOf(emulator.world, request)) return unauthorized(reply);
    return reply.code(404).send({ success: false, error: 'Not Found', error_info: '' });
  });
  return app;
}
