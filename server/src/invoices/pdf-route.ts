import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import { userOf } from '../requests.ts';
import { context } from './contract.ts';
import { invoiceOf } from './mirror/invoice-row-queries.ts';
import { dealIdsOf, visibleContext } from './visible-context.ts';

const params = z.object({ invoiceId: z.string().max(40) });
const querystring = z.object({ of: z.string(), id: z.coerce.number().optional() }).pipe(context);

/**
 * `GET /api/invoices/:invoiceId/pdf?of=deal&id=7`. Not part of the JSON contract, because it
 * returns bytes.
 */
export const pdfRoute = (
  app: FastifyInstance,
  dependencies: Dependencies,
  signedIn: onRequestAsyncHookHandler,
): void => {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/invoices/:invoiceId/pdf',
      { schema: { params, querystring, tags: ['invoices'] }, onRequest: signedIn },
      async (request, reply) => {
        const ctx = { ...dependencies, ...userOf(request) };
        const { invoiceId } = request.params;
        const connection = await activeConnection(ctx);
        const dealIds = dealIdsOf(await visibleContext(ctx, request.query));
        const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
        const invoice = await invoiceOf(ctx.db, realmKey, dealIds, invoiceId);
        if (!invoice || invoice.deleted) throw new AppError('not_found');
        const pdf = await ctx.quickbooks.invoicePdf(realmOf(connection), invoiceId);
        return reply.type('application/pdf').send(Buffer.from(pdf));
      },
    );
};
