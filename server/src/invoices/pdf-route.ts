import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { realmOf } from '../books/realm-of.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Doors } from '../context.ts';
import { userOf } from '../http/panel-auth.ts';
import { place } from './contract.ts';
import { invoiceOf } from './mirror/row-statements.ts';
import { dealIdsOf, visiblePlace } from './place.ts';

const params = z.object({ invoiceId: z.string().max(40) });
const querystring = z.object({ of: z.string(), id: z.coerce.number().optional() }).pipe(place);

/** `GET /api/invoices/:invoiceId/pdf?of=deal&id=7`: bytes cannot travel through a JSON contract. */
export const pdfRoute = (
  app: FastifyInstance,
  doors: Doors,
  signedIn: onRequestAsyncHookHandler,
): void => {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/invoices/:invoiceId/pdf',
      { schema: { params, querystring, tags: ['invoices'] }, onRequest: signedIn },
      async (request, reply) => {
        const ctx = { ...doors, ...userOf(request) };
        const { invoiceId } = request.params;
        const connection = await activeConnection(ctx);
        const dealIds = dealIdsOf(await visiblePlace(ctx, request.query));
        const books = { companyId: ctx.companyId, realmId: connection.realmId };
        const invoice = await invoiceOf(ctx.db, books, dealIds, invoiceId);
        if (!invoice || invoice.deleted) throw new AppError('not_found');
        const pdf = await ctx.quickbooks.invoicePdf(realmOf(connection), invoiceId);
        return reply.type('application/pdf').send(Buffer.from(pdf));
      },
    );
};
