import { iso } from '../clock.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { unfinishedDrafts } from '../drafts/store.ts';
import { dealLedger } from '../shared/deal-ledger.ts';
import { aroundRows } from './around.ts';
import type { DealInvoices, PanelPlace } from './contract.ts';
import { basisOf } from './deal-basis.ts';
import { invoiceRow } from './invoice-row.ts';
import { linkedCustomerName } from './linked-customer-name.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/row-statements.ts';
import { orphansOf } from './orphans.ts';
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
  const around = await aroundRows(ctx, connection);
  const rows = await invoicesOfDeals(ctx.db, books, dealIds);
  const deal = (place.of === 'deal' && deals[0]) || null;
  const drafts = await unfinishedDrafts(ctx.db, books, dealIds);
  const invoices = rows.map((row) => invoiceRow(row, around));
  const billed = invoices.map((row, index) => billedInvoice(row, rows[index]?.credited ?? '0'));
  const customer = await linkedCustomerName(ctx.db, books, place, seen);
  const whose = { party: seen.party, customerId: customer?.id ?? null };
  const former = await orphansOf(ctx.db, books, whose, deal?.id ?? null);
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
    ledger: dealLedger(billed, deal, await basisOf(ctx, deal), orphaned),
  };
};

/** One that cannot be read says in its own row how old it is. */
const oldestLook = (rows: StoredRow[]): string | null => {
  const readable = rows.filter(({ unreadable }) => unreadable === null);
  const looks = (readable.length > 0 ? readable : rows).map(({ readAt }) => readAt);
  return looks.length === 0 ? null : iso(Math.min(...looks));
};
