import { iso } from '../clock.ts';
import { type ReadableConnection, reconnectBefore } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { unfinishedDrafts } from '../drafts/store.ts';
import { driftOf } from '../drift/store.ts';
import { offersOf } from '../invoice-offers/offers.ts';
import { dealLedger } from '../shared/money/deal-ledger.ts';
import { besideRows } from './beside-rows.ts';
import type { DealInvoices, PanelContext } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { billedInvoice } from './left-to-bill.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/invoice-row-queries.ts';
import { panelMerges } from './panel-merges.ts';
import { rowContextFor } from './row-context.ts';
import type { VisiblePanelContext } from './visible-context.ts';

/** Returns what the panel shows in a context, from our own rows only. */
export const panelInvoices = async (
  ctx: Ctx,
  connection: ReadableConnection,
  context: PanelContext,
  visible: VisiblePanelContext,
): Promise<DealInvoices> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const { deals } = visible;
  const dealIds = deals.map(({ id }) => id);
  const deal = (context.of === 'deal' && deals[0]) || null;
  // In parallel, so that PostgreSQL receives the statements at once.
  const [rowContext, firstRows, beside] = await Promise.all([
    rowContextFor(ctx, connection),
    invoicesOfDeals(ctx.db, realmKey, dealIds),
    besideRows(ctx, realmKey, context, visible),
  ]);
  const { customer, orphans: orphanRows, basis } = beside;
  const merges = beside.hasMerges ? await panelMerges(ctx, realmKey, context, customer) : [];
  const drift = beside.mayHaveDrift
    ? await driftOf(ctx.db, realmKey, dealIds, deal?.id ?? null)
    : [];
  const drafts = beside.mayHaveDrafts ? await unfinishedDrafts(ctx.db, realmKey, dealIds) : [];
  // Again after the drafts: the invoice of one that was created meanwhile would be in neither.
  const rows = beside.mayHaveDrafts ? await invoicesOfDeals(ctx.db, realmKey, dealIds) : firstRows;
  const invoices = rows.map((row) => invoiceRow(row, rowContext));
  const billed = invoices.map((row, index) => billedInvoice(row, rows[index]));
  const orphans = orphanRows.map((row) => ({
    ...invoiceRow(row, rowContext),
    formerDealId: row.formerDealId,
  }));
  const orphaned = orphans.map((row, index) => billedInvoice(row, orphanRows[index]));
  // Nothing can be linked while QuickBooks is disconnected.
  const canLink = connection.state !== 'ended';
  const { offerParties } = beside;
  const offers =
    canLink && offerParties && (await offersOf(ctx.db, realmKey, context, offerParties));
  const expiresAt = reconnectBefore(connection, ctx.clock.now());
  return {
    connection: connection.state,
    updates: beside.updates,
    reading: canLink ? beside.reading : null,
    company: connection.realmName,
    reconnectBefore: expiresAt === null ? null : iso(expiresAt),
    customer,
    dealIds: context.of === 'deal' ? null : dealIds,
    partyName: visible.partyName,
    invoices,
    drift,
    orphans: canLink ? orphans : [],
    offers: {
      invoices: offers ? offers.rows.map((row) => invoiceRow(row, rowContext)) : [],
      count: offers ? offers.count : 0,
      earlier: offers ? offers.earlier : 0,
      from: offers ? offers.from : null,
    },
    merges,
    drafts: drafts.map(({ summary, updatedAt, ...draft }) => ({
      ...draft,
      ...summary,
      updatedAt: iso(updatedAt),
    })),
    hasPlan: beside.hasPlan,
    readAt: oldestReadAt(rows),
    today: rowContext.today,
    dayEndsAt: iso(rowContext.dayEndsAt),
    ledger: dealLedger(billed, deal, basis, orphaned),
  };
};

/** Ignores unreadable invoices; their own row shows how old they are. */
const oldestReadAt = (rows: StoredRow[]): string | null => {
  const readable = rows.filter(({ unreadable }) => unreadable === null);
  const readTimes = (readable.length > 0 ? readable : rows).map(({ readAt }) => readAt);
  return readTimes.length === 0 ? null : iso(Math.min(...readTimes));
};
