import type { OwnedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { rowsByIds } from '../invoice-list/list-rows.ts';
import { refreshInvoices } from '../invoices/mirror/refresh-invoices.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';

/**
 * Reads the payments of partly or fully settled invoices, in one call. Lists contain balances only,
 * and a deal's ledger separates payments from credits. Skipped when QuickBooks is unavailable,
 * because the panel's next refresh reads them.
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
