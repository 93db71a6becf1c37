import type { Ctx } from '../context.ts';
import { invoiceRow, type RowContext } from '../invoices/invoice-row.ts';
import type { StoredRow } from '../invoices/mirror/invoice-row-queries.ts';
import { remainingDeals } from '../invoices/remaining-deals.ts';
import type { ListRow } from './contract.ts';
import { dealsAmong } from './list-rows.ts';

/** Adds the linked deals to rows of a list: those of `dealIds`, or all of them when it is null. */
export const describeRows = async (
  ctx: Ctx,
  dealIds: number[] | null,
  rows: StoredRow[],
  rowContext: RowContext,
): Promise<ListRow[]> => {
  const realmKey = { companyId: ctx.companyId, realmId: rowContext.realmId };
  const invoiceIds = rows.map(({ invoiceId }) => invoiceId);
  const linked = await dealsAmong(ctx.db, realmKey, invoiceIds);
  const remaining = await remainingDeals(ctx.db, ctx.companyId, [...linked.values()].flat());
  return rows.map((row) => {
    const linkedIds = linked.get(row.invoiceId) ?? [];
    const existing = new Set(linkedIds.flatMap((dealId) => remaining.get(dealId) ?? []));
    const [openDealId, ...others] = existing;
    return {
      ...invoiceRow(row, rowContext),
      memo: row.memo,
      dealIds: dealIds ? linkedIds.filter((dealId) => dealIds.includes(dealId)) : linkedIds,
      deletedDeals: linkedIds.length - existing.size,
      openDealId: openDealId !== undefined && others.length === 0 ? openDealId : null,
    };
  });
};
