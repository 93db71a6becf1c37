import type { FastifyInstance } from 'fastify';
import { withCallContext } from '../vendor-calls/call-context.ts';
import { forUser } from '../vendor-calls/urgency.ts';

/**
 * `/api/invoices/list` becomes `invoices.list`, `/api/invoices/:invoiceId/pdf` becomes
 * `invoices.pdf`.
 */
export const causeOf = (route: string): string =>
  route
    .replace(/^\/api\//, '')
    .split('/')
    .filter((part) => part !== '' && !part.startsWith(':'))
    .join('.');

/**
 * Runs each route's handler with user priority in the scheduler and with the route's name as cause.
 */
export const runForUser = (app: FastifyInstance): void => {
  // In preHandler, because reading the body leaves the async context of `onRequest`.
  app.addHook('preHandler', (request, _reply, done) =>
    withCallContext({ companyId: request.panelUser?.companyId }, () =>
      forUser(causeOf(request.routeOptions.url ?? ''), done),
    ),
  );
};
