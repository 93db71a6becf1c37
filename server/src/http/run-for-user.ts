import type { FastifyInstance } from 'fastify';
import { withCallContext } from '../diagnostics/call-context.ts';
import { forUser } from '../scheduler/urgency.ts';

/** `/api/invoices/list` becomes `invoices.list`, `/api/invoices/:invoiceId/pdf` becomes `invoices.pdf`. */
export const causeOf = (route: string): string =>
  route
    .replace(/^\/api\//, '')
    .split('/')
    .filter((part) => part !== '' && !part.startsWith(':'))
    .join('.');

/** Runs the handler of every route for a user, under the name of the route. */
export const runForUser = (app: FastifyInstance): void => {
  // Before the handler, not before the body: a body that arrives later leaves the context of `onRequest`.
  app.addHook('preHandler', (request, _reply, done) =>
    withCallContext({ companyId: request.panelUser?.companyId }, () =>
      forUser(causeOf(request.routeOptions.url ?? ''), done),
    ),
  );
};
