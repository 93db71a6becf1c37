import type { Ctx } from '../context.ts';
import { type Around, invoiceRow } from '../invoices/invoice-row.ts';
import type { StoredRow } from '../invoices/mirror/row-statements.ts';
import type { ListRow } from './contract.ts';
import { dealsAmong } from './list-rows.ts';

/** Rows as a list shows them, beside the deals in view; `dealIds` null is the whole company. */
export const asListRows = async (
  ctx: Ctx,
  dealIds: number[] | null,
  rows: StoredRow[],
  around: Around,
): Promise<ListRow[]> => {
  const books = { companyId: ctx.companyId, realmId: around.realmId };
  const ids = rows.map(({ invoiceId }) => invoiceId);
  const linked = await dealsAmong(ctx.db, books, dealIds, ids);
  return rows.map((row) => ({
    ...invoiceRow(row, around),
    memo: row.memo,
    dealIds: linked.get(row.invoiceId) ?? [],
  }));
};
