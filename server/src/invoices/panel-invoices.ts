import { iso } from '../clock.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { unfinishedDrafts } from '../drafts/store.ts';
import { dealLedger } from '../shared/deal-ledger.ts';
import { aroundRows } from './around.ts';
import { besideRows } from './beside-rows.ts';
import type { DealInvoices, PanelPlace } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/row-statements.ts';
import type { SeenPanelPlace } from './place.ts';
import { billedInvoice } from './room-on-deal.ts';

/** What the panel shows in a place, from our own rows alone. */
export const panelInvoices = async (
  ctx: Ctx,
  connection: HolderConnection,
  place: PanelPlace,
  seen: SeenPanelPlace,
): Promise<DealInvoices> => {
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const { deals } = seen;
  const dealIds = deals.map(({ id }) => id);
  const deal = (place.of === 'deal' && deals[0]) || null;
  // At the same time: PostgreSQL is sent all of them at once.
  const [around, rows, drafts, { customer, orphans: former, basis }] = await Promise.all([
    aroundRows(ctx, connection),
    invoicesOfDeals(ctx.db, books, dealIds),
    unfinishedDrafts(ctx.db, books, dealIds),
    besideRows(ctx, books, place, seen),
  ]);
  const invoices = rows.map((row) => invoiceRow(row, around));
  const billed = invoices.map((row, index) => billedInvoice(row, rows[index]?.credited ?? '0'));
  const orphans = former.map((row) => ({
    ...invoiceRow(row, around),
    formerDealId: row.formerDealId,
  }));
  const orphaned = orphans.map((row, index) => billedInvoice(row, former[index]?.credited ?? '0'));
  return {
    connection: connection.state,
    company: connection.realmName,
    customer,
    invoices,
    orphans,
    drafts: drafts.map(({ summary, updatedAt, ...draft }) => ({
      ...draft,
      ...summary,
      updatedAt: iso(updatedAt),
    })),
    readAt: oldestLook(rows),
    today: around.today,
    ledger: dealLedger(billed, deal, basis, orphaned),
  };
};

/** One that cannot be read says in its own row how old it is. */
const oldestLook = (rows: StoredRow[]): string | null => {
  const readable = rows.filter(({ unreadable }) => unreadable === null);
  const looks = (readable.length > 0 ? readable : rows).map(({ readAt }) => readAt);
  return looks.length === 0 ? null : iso(Math.min(...looks));
};
