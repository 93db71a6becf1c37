import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { companyBooksService } from './books/company-books.ts';
import { companyBooks } from './books/contract.ts';
import { companyData } from './company-data/contract.ts';
import { exportRoute } from './company-data/export-route.ts';
import { companyDataService } from './company-data/service.ts';
import { connection } from './connection/contract.ts';
import { disconnectHolder } from './connection/disconnect.ts';
import { connectionRoutes } from './connection/routes.ts';
import { connectionService } from './connection/service.ts';
import type { Doors } from './context.ts';
import { customers } from './customers/contract.ts';
import { customersService } from './customers/service.ts';
import { drafts } from './drafts/contract.ts';
import { draftsService } from './drafts/service.ts';
import { watchClosing } from './http/closing.ts';
import { compressData } from './http/compress-data.ts';
import { connectionOptions } from './http/connection-options.ts';
import { consentLimit } from './http/consent-limit.ts';
import { handleErrors } from './http/error-handler.ts';
import { healthRoutes } from './http/health.ts';
import { metricsRoute } from './http/metrics-route.ts';
import { signedIn } from './http/panel-auth.ts';
import { requestLog } from './http/request-log.ts';
import { runForUser } from './http/run-for-user.ts';
import { secure } from './http/security.ts';
import { serve } from './http/serve.ts';
import { servePanel } from './http/static-panel.ts';
import { answerUnreadable } from './http/unreadable-requests.ts';
import { installRoutes } from './install/routes.ts';
import { invoices } from './invoices/contract.ts';
import { pdfRoute } from './invoices/pdf-route.ts';
import { invoicesService } from './invoices/service.ts';
import { items } from './items/contract.ts';
import { itemsService } from './items/service.ts';
import { links } from './links/contract.ts';
import { linksService } from './links/service.ts';
import { makeTokenVerifier } from './pipedrive/signed-token.ts';
import { preferences } from './preferences/contract.ts';
import { preferencesService } from './preferences/service.ts';

/**
 * The whole server, not yet listening: what is mounted, in order. Query strings carry tokens and codes,
 * so requests are logged without them.
 */
export const buildApp = async (
  doors: Doors,
  logger?: FastifyBaseLogger,
): Promise<FastifyInstance> => {
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    trustProxy: doors.settings.trustProxy,
    bodyLimit: 2_000_000,
    ...connectionOptions(doors.settings),
    ...answerUnreadable(doors.settings),
    genReqId: () => crypto.randomUUID(),
    logController: requestLog,
    return503OnClosing: false,
  });
  const closing = watchClosing(app);
  app.server.maxConnections = doors.settings.http.maxConnections;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: { info: { title: 'Dealbill', version: '1' } },
    transform: jsonSchemaTransform,
  });
  await app.register(cookie);
  await app.register(formbody);
  await secure(app, doors.settings);
  await compressData(app);
  handleErrors(app);
  runForUser(app);

  const secrets = Object.values(doors.settings.pipedrive.surfaceSecrets);
  const user = signedIn(app, makeTokenVerifier(secrets, doors.clock), doors);
  serve(app, doors, user, 'connection', connection, connectionService);
  serve(app, doors, user, 'preferences', preferences, preferencesService);
  serve(app, doors, user, 'customers', customers, customersService);
  serve(app, doors, user, 'books', companyBooks, companyBooksService);
  serve(app, doors, user, 'items', items, itemsService);
  serve(app, doors, user, 'invoices', invoices, invoicesService);
  serve(app, doors, user, 'links', links, linksService);
  serve(app, doors, user, 'drafts', drafts, draftsService);
  serve(app, doors, user, 'company-data', companyData, companyDataService);
  pdfRoute(app, doors, user);
  exportRoute(app, doors, user);
  const limit = consentLimit(app, doors.settings);
  await installRoutes(app, doors, limit, (user) => disconnectHolder(doors, user));
  await connectionRoutes(app, doors, limit);
  // Written once and not compressed: anybody can ask for it, and either costs more than all else they can.
  let description: string | undefined;
  app.get('/api/openapi.json', { schema: { hide: true }, compress: false }, (_request, reply) => {
    description ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').send(description);
  });
  healthRoutes(app, doors, closing);
  metricsRoute(app, doors);
  if (doors.settings.servePanel) await servePanel(app);
  return app;
};
