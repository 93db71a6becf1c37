import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { DealRoom } from '../shared/beside-deal.ts';
import { type BilledInvoice, type DealLedger, dealLedger } from '../shared/deal-ledger.ts';
import type { Decimal } from '../shared/money.ts';
import { aroundRows } from './around.ts';
import type { InvoiceRow } from './contract.ts';
import { basisOf } from './deal-basis.ts';
import { invoiceRow } from './invoice-row.ts';
import { linkedCustomerName } from './linked-customer-name.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/row-statements.ts';
import { orphansOf } from './orphans.ts';
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
  const around = await aroundRows(ctx, connection);
  const counted = (row: StoredRow) => billedInvoice(invoiceRow(row, around), row.credited);
  const rows = await invoicesOfDeals(ctx.db, books, [deal.id]);
  const seen = { deals: [deal], party: partyOf(deal) };
  const { id } = (await linkedCustomerName(ctx.db, books, placeOf(deal), seen)) ?? { id: null };
  const whose = { party: seen.party, customerId: id };
  const orphans = await orphansOf(ctx.db, books, whose, deal.id);
  const basis = await basisOf(ctx, deal);
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
