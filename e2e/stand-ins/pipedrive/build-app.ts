import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { traceCalls } from './control/apply-faults.ts';
import { controlRoutes } from './control/control-routes.ts';
import { controlDealRoutes } from './control/deal-routes.ts';
import { tenantRoutes } from './control/tenant-routes.ts';
import { hostRoutes } from './host/host-routes.ts';
import { newsRoute } from './host/news-route.ts';
import { pageFileRoutes } from './host/page-files.ts';
import { thingRoutes } from './host/thing-routes.ts';
import { viewRoutes } from './host/view-routes.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { tokenRoutes } from './oauth/token-routes.ts';
import { callerOf } from './rest/caller.ts';
import { unauthorized } from './rest/endpoint.ts';
import { restRoutes } from './rest/rest-routes.ts';
import type { StandIn } from './world/stand-in.ts';

/** Puts the parts together; listening is left to `start.ts`. */
export async function buildApp(standIn: StandIn): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 30 * 1024 * 1024 });
  await app.register(cookie);
  await app.register(formbody);
  // An empty JSON body is no error for `DELETE` and the like.
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
  traceCalls(app, standIn);
  controlRoutes(app, standIn);
  tenantRoutes(app, standIn);
  controlDealRoutes(app, standIn);
  tokenRoutes(app, standIn);
  authorizeRoutes(app, standIn);
  restRoutes(app, standIn);
  pageFileRoutes(app);
  viewRoutes(app, standIn);
  hostRoutes(app, standIn);
  thingRoutes(app, standIn);
  newsRoute(app, standIn);
  app.setNotFoundHandler((request, reply) => {
    const isApi = /^\/(api\/)?v\d\//.test(request.url);
    if (isApi && !callerOf(standIn.world, request)) return unauthorized(reply);
    return reply.code(404).send({ success: false, error: 'Not Found', error_info: '' });
  });
  return app;
}
