import { AppError } from '../app-error.ts';
import { holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { aroundRows } from './around.ts';
import type { InvoiceRow, Place } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoiceOf } from './mirror/row-statements.ts';
import { dealIdsOf, visiblePlace } from './place.ts';

/** One row from our own database. Throws not_found when it is none of the place's. */
export const knownInvoice = async (
  ctx: Ctx,
  { place, invoiceId }: { place: Place; invoiceId: string },
): Promise<{ invoice: InvoiceRow }> => {
  const connection = await holderConnection(ctx);
  const dealIds = dealIdsOf(await visiblePlace(ctx, place));
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const row = await invoiceOf(ctx.db, books, dealIds, invoiceId);
  if (!row) throw new AppError('not_found');
  return { invoice: invoiceRow(row, await aroundRows(ctx, connection)) };
};
