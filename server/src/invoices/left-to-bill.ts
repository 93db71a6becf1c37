import type { ReadableConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { LeftToBill } from '../shared/contract/beside-deal.ts';
import { type BilledInvoice, type DealLedger, dealLedger } from '../shared/money/deal-ledger.ts';
import { besideRows } from './beside-rows.ts';
import type { InvoiceRow } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/invoice-row-queries.ts';
import { rowContextFor } from './row-context.ts';
import { partyOf } from './visible-context.ts';

/** Converts a panel row to the ledger's input; the rest comes from the stored row. */
export const billedInvoice = (
  { currency, total, tax, balance, status, overdue }: InvoiceRow,
  stored: Pick<StoredRow, 'credited' | 'covers'> | undefined,
): BilledInvoice => ({
  currency,
  total,
  tax,
  balance,
  credited: stored?.credited ?? '0',
  status,
  overdue,
  covers: stored?.covers ?? null,
});

const contextOf = ({ id }: Deal) => ({ of: 'deal' as const, id });

/** Computes the deal's ledger from our own rows, without calling a vendor. */
export const ledgerOfDeal = async (
  ctx: Ctx,
  connection: ReadableConnection,
  deal: Deal,
): Promise<DealLedger> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const visible = { deals: [deal], party: partyOf(deal) };
  const [rowContext, rows, { orphans, basis }] = await Promise.all([
    rowContextFor(ctx, connection),
    invoicesOfDeals(ctx.db, realmKey, [deal.id]),
    besideRows(ctx, realmKey, contextOf(deal), visible),
  ]);
  const billedRow = (row: StoredRow) => billedInvoice(invoiceRow(row, rowContext), row);
  return dealLedger(rows.map(billedRow), deal, basis, orphans.map(billedRow));
};

/** Returns the amount left to invoice on a deal, as in its ledger. */
export const leftToBill = async (
  ctx: Ctx,
  connection: ReadableConnection,
  deal: Deal,
): Promise<LeftToBill> => {
  const { rows: _, ...amounts } = await ledgerOfDeal(ctx, connection, deal);
  return amounts;
};
