import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { DealRoom } from '../shared/beside-deal.ts';
import { type BilledInvoice, type DealLedger, dealLedger } from '../shared/deal-ledger.ts';
import type { Decimal } from '../shared/money.ts';
import { aroundRows } from './around.ts';
import { besideRows } from './beside-rows.ts';
import type { InvoiceRow } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/row-statements.ts';
import { partyOf } from './place.ts';

/** A row of the panel as the ledger counts it, with the credit on it. */
export const billedInvoice = (
  { currency, total, tax, balance, status, overdue }: InvoiceRow,
  credited: Decimal,
): BilledInvoice => ({ currency, total, tax, balance, credited, status, overdue });

const placeOf = ({ id }: Deal) => ({ of: 'deal' as const, id });

/** What is billed and paid of the deal, from our own rows alone. */
export const ledgerOfDeal = async (
  ctx: Ctx,
  connection: HolderConnection,
  deal: Deal,
): Promise<DealLedger> => {
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const seen = { deals: [deal], party: partyOf(deal) };
  const [around, rows, { orphans, basis }] = await Promise.all([
    aroundRows(ctx, connection),
    invoicesOfDeals(ctx.db, books, [deal.id]),
    besideRows(ctx, books, placeOf(deal), seen),
  ]);
  const counted = (row: StoredRow) => billedInvoice(invoiceRow(row, around), row.credited);
  return dealLedger(rows.map(counted), deal, basis, orphans.map(counted));
};

/** What of the deal is left to invoice, as the panel's ledger says it. */
export const roomOnDeal = async (
  ctx: Ctx,
  connection: HolderConnection,
  deal: Deal,
): Promise<DealRoom> => {
  const { rows: _, ...room } = await ledgerOfDeal(ctx, connection, deal);
  return room;
};
