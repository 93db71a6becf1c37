import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance } from 'fastify';
import { apiRoutes } from './api/api-routes.ts';
import { watchTraffic } from './api/traffic.ts';
import { controlRoutes } from './control/control-routes.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { discoveryRoutes } from './oauth/discovery.ts';
import { tokenRoutes } from './oauth/token-routes.ts';
import { accountantRoutes } from './pages/accountant-routes.ts';
import { faultAnswer } from './wire/answer.ts';
import { refusal } from './wire/faults.ts';
import { watchCalls } from './wire/watch-calls.ts';
import { now, type World } from './world.ts';

/** Serves Intuit's OAuth, Accounting API and the accountant's web pages on one origin. */
export async function buildApp(world: World): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: 20_000_000, forceCloseConnections: true });
  await app.register(cookie);
  await app.register(formbody);
  readAnyBody(app);
  watchTraffic(app, world);
  watchCalls(app, world);
  discoveryRoutes(app);
  authorizeRoutes(app, world);
  tokenRoutes(app, world);
  apiRoutes(app, world);
  accountantRoutes(app, world);
  controlRoutes(app, world);
  app.setNotFoundHandler((request, reply) => {
    if (!request.url.startsWith('/v3/')) return reply.code(404).send('Not found');
    const fault = refusal(
      '500',
      `Unsupported Operation : ${request.method} ${request.url.split('?')[0]}`,
    );
    const { status, contentType, body } = faultAnswer(fault, now(world), 'json');
    return reply.code(status).type(contentType).send(body);
  });
  return app;
}

/** Marks invalid JSON instead of rejecting it, so that the API can respond with its own fault. */
function readAnyBody(app: FastifyInstance): void {
  app.decorateRequest('badJson', false);
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text.toString()));
    } catch {
      request.badJson = true;
      done(null, undefined);
    }
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
}

declare module 'fastify' {
  interface FastifyRequest {
    badJson: boolean;
  }
}
