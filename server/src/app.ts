import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { billingPlans } from './billing-plans/contract.ts';
import { billingPlansService } from './billing-plans/service.ts';
import { companyData } from './company-data/contract.ts';
import { exportRoute } from './company-data/export-route.ts';
import { companyDataService } from './company-data/service.ts';
import { companyProfile } from './company-profile/contract.ts';
import { companyProfileService } from './company-profile/service.ts';
import { connection } from './connection/contract.ts';
import { disconnectOwner } from './connection/disconnect.ts';
import { readableConnection } from './connection/invoice-access.ts';
import { connectionRoutes } from './connection/routes.ts';
import { connectionService } from './connection/service.ts';
import type { Dependencies } from './context.ts';
import { customers } from './customers/contract.ts';
import { customersService } from './customers/service.ts';
import { dealLinks } from './deal-links/contract.ts';
import { dealLinksService } from './deal-links/service.ts';
import { drafts } from './drafts/contract.ts';
import { draftsService } from './drafts/service.ts';
import { drift } from './drift/contract.ts';
import { driftService } from './drift/service.ts';
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
import { webhookLimit } from './http/webhook-limit.ts';
import { initialSync } from './initial-sync/contract.ts';
import { initialSyncService } from './initial-sync/service.ts';
import { installRoutes } from './install/routes.ts';
import { invoiceList } from './invoice-list/contract.ts';
import { invoiceListService } from './invoice-list/service.ts';
import { invoiceOffers } from './invoice-offers/contract.ts';
import { invoiceOffersService } from './invoice-offers/service.ts';
import { invoices } from './invoices/contract.ts';
import { pdfRoute } from './invoices/pdf-route.ts';
import { invoicesService } from './invoices/service.ts';
import { items } from './items/contract.ts';
import { itemsService } from './items/service.ts';
import { liveRoute } from './live/route.ts';
import { makeTokenVerifier } from './pipedrive/signed-token.ts';
import { pipedriveFields } from './pipedrive-fields/contract.ts';
import { pipedriveFieldsService } from './pipedrive-fields/service.ts';
import { pipedriveWebhookRoutes } from './pipedrive-webhooks/routes.ts';
import { preferences } from './preferences/contract.ts';
import { preferencesService } from './preferences/service.ts';
import { problems } from './problems/contract.ts';
import { problemsService } from './problems/service.ts';
import { reminders } from './reminders/contract.ts';
import { remindersService } from './reminders/service.ts';
import { panelOpened } from './sync/restore-interval.ts';
import { syncSettings } from './sync-settings/contract.ts';
import { syncSettingsService } from './sync-settings/service.ts';
import { usage } from './usage/contract.ts';
import { usageService } from './usage/service.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/**
 * Builds the server without listening, and mounts everything in order. Requests are logged without
 * query strings, which carry tokens and codes.
 */
export const buildApp = async (
  dependencies: Dependencies,
  logger?: FastifyBaseLogger,
): Promise<FastifyInstance> => {
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    trustProxy: dependencies.settings.trustProxy,
    bodyLimit: 2_000_000,
    ...connectionOptions(dependencies.settings),
    ...answerUnreadable(dependencies.settings),
    genReqId: () => crypto.randomUUID(),
    logController: requestLog,
    return503OnClosing: false,
  });
  const closing = watchClosing(app);
  app.server.maxConnections = dependencies.settings.http.maxConnections;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: { info: { title: 'Dealbill', version: '1' } },
    transform: jsonSchemaTransform,
  });
  await app.register(cookie);
  await app.register(formbody);
  await secure(app, dependencies.settings);
  await compressData(app);
  handleErrors(app);
  runForUser(app);

  const secrets = Object.values(dependencies.settings.pipedrive.surfaceSecrets);
  const user = signedIn(app, makeTokenVerifier(secrets, dependencies.clock), dependencies);
  serve(app, dependencies, user, 'connection', connection, connectionService);
  serve(app, dependencies, user, 'preferences', preferences, preferencesService);
  serve(app, dependencies, user, 'customers', customers, customersService);
  serve(app, dependencies, user, 'company-profile', companyProfile, companyProfileService);
  serve(app, dependencies, user, 'items', items, itemsService);
  serve(app, dependencies, user, 'invoices', invoices, invoicesService);
  serve(app, dependencies, user, 'invoice-list', invoiceList, invoiceListService);
  serve(app, dependencies, user, 'deal-links', dealLinks, dealLinksService);
  serve(app, dependencies, user, 'drift', drift, driftService);
  serve(app, dependencies, user, 'pipedrive-fields', pipedriveFields, pipedriveFieldsService);
  serve(app, dependencies, user, 'initial-sync', initialSync, initialSyncService);
  serve(app, dependencies, user, 'invoice-offers', invoiceOffers, invoiceOffersService);
  serve(app, dependencies, user, 'sync-settings', syncSettings, syncSettingsService);
  serve(app, dependencies, user, 'usage', usage, usageService);
  serve(app, dependencies, user, 'reminders', reminders, remindersService);
  serve(app, dependencies, user, 'drafts', drafts, draftsService);
  serve(app, dependencies, user, 'billing-plans', billingPlans, billingPlansService);
  serve(app, dependencies, user, 'problems', problems, problemsService);
  serve(app, dependencies, user, 'company-data', companyData, companyDataService);
  pdfRoute(app, dependencies, user);
  exportRoute(app, dependencies, user);
  liveRoute(app, dependencies, user, {
    allow: readableConnection,
    opened: (realmKey) => panelOpened(dependencies, realmKey),
  });
  const limit = consentLimit(app, dependencies.settings);
  await installRoutes(app, dependencies, limit, (user) => disconnectOwner(dependencies, user));
  await connectionRoutes(app, dependencies, limit);
  await webhookRoutes(app, dependencies, webhookLimit(app));
  pipedriveWebhookRoutes(app, dependencies, webhookLimit(app, 'pipedrive'));
  // Serialized once and not compressed: anyone may request it, and either would cost more CPU than
  // any other anonymous request.
  let openApiJson: string | undefined;
  app.get('/api/openapi.json', { schema: { hide: true }, compress: false }, (_request, reply) => {
    openApiJson ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').send(openApiJson);
  });
  healthRoutes(app, dependencies, closing);
  metricsRoute(app, dependencies);
  if (dependencies.settings.servePanel) await servePanel(app);
  return app;
};
