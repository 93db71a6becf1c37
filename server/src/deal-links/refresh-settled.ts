import type { OwnedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import { rowsByIds } from '../invoice-list/list-rows.ts';
import { refreshInvoices } from '../invoices/mirror/refresh-invoices.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';

/**
 * Lists tell how much of an invoice is settled, and not by what: money or credit, which a deal's ledger
 * keeps apart. One call for those of these that are settled in part or whole; none while QuickBooks does
 * not answer, then the next look of the panel tells.
 */
export const refreshSettled = async (
  ctx: Ctx,
  connection: OwnedConnection,
  invoiceIds: string[],
): Promise<void> => {
  if (connection.state !== 'active') return;
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const rows = await rowsByIds(ctx.db, realmKey, invoiceIds);
  const settled = rows.filter(({ total, balance }) => total !== balance);
  await fallbackWhenUnavailable(
    () => refreshInvoices(ctx, connection, settled, 'refresh'),
    undefined,
  );
};
