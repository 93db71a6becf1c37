import type { OwnedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { LeftToBill } from '../shared/contract/beside-deal.ts';
import { type BilledInvoice, type DealLedger, dealLedger } from '../shared/money/deal-ledger.ts';
import type { Decimal } from '../shared/money/money.ts';
import { besideRows } from './beside-rows.ts';
import type { InvoiceRow } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/invoice-row-queries.ts';
import { rowContextFor } from './row-context.ts';
import { partyOf } from './visible-context.ts';

/** A row of the panel as the ledger counts it, with the credit on it. */
export const billedInvoice = (
  { currency, total, tax, balance, status, overdue }: InvoiceRow,
  credited: Decimal,
): BilledInvoice => ({ currency, total, tax, balance, credited, status, overdue });

const contextOf = ({ id }: Deal) => ({ of: 'deal' as const, id });

/** What is billed and paid of the deal, from our own rows alone. */
export const ledgerOfDeal = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: Deal,
): Promise<DealLedger> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const seen = { deals: [deal], party: partyOf(deal) };
  const [rowContext, rows, { orphans, basis }] = await Promise.all([
    rowContextFor(ctx, connection),
    invoicesOfDeals(ctx.db, realmKey, [deal.id]),
    besideRows(ctx, realmKey, contextOf(deal), seen),
  ]);
  const counted = (row: StoredRow) => billedInvoice(invoiceRow(row, rowContext), row.credited);
  return dealLedger(rows.map(counted), deal, basis, orphans.map(counted));
};

/** What of the deal is left to invoice, as the panel's ledger says it. */
export const leftToBill = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: Deal,
): Promise<LeftToBill> => {
  const { rows: _, ...room } = await ledgerOfDeal(ctx, connection, deal);
  return room;
};
