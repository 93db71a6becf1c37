import { AppError } from '../app-error.ts';
import { ownedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import type { Context, InvoiceRow } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoiceOf } from './mirror/invoice-row-queries.ts';
import { rowContextFor } from './row-context.ts';
import { dealIdsOf, visibleContext } from './visible-context.ts';

/** One row from our own database. Throws not_found when it is none of the place's. */
export const findInvoiceRow = async (
  ctx: Ctx,
  { context, invoiceId }: { context: Context; invoiceId: string },
): Promise<{ invoice: InvoiceRow }> => {
  const connection = await ownedConnection(ctx);
  const dealIds = dealIdsOf(await visibleContext(ctx, context));
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const row = await invoiceOf(ctx.db, realmKey, dealIds, invoiceId);
  if (!row) throw new AppError('not_found');
  return { invoice: invoiceRow(row, await rowContextFor(ctx, connection)) };
};
