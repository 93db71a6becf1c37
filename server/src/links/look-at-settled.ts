import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { lookAt } from '../invoices/mirror/look.ts';
import { softly } from '../softly.ts';
import { rowsByIds } from './list-rows.ts';

/**
 * Lists tell how much of an invoice is settled, and not by what: money or credit, which a deal's ledger
 * keeps apart. One call for those of these that are settled in part or whole; none while QuickBooks does
 * not answer, then the next look of the panel tells.
 */
export const lookAtSettled = async (
  ctx: Ctx,
  connection: HolderConnection,
  invoiceIds: string[],
): Promise<void> => {
  if (connection.state !== 'active') return;
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const rows = await rowsByIds(ctx.db, books, invoiceIds);
  const settled = rows.filter(({ total, balance }) => total !== balance);
  await softly(() => lookAt(ctx, connection, settled, 'refresh'), undefined);
};
