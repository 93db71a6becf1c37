import { AppError } from '../app-error.ts';
import {
  activeConnection,
  ownedConnection,
  readableConnection,
} from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { noticeMovedNotes } from '../merges/notice-moved-notes.ts';
import { noticePartyChanges } from '../merges/notice-party-changes.ts';
import { besideRows } from './beside-rows.ts';
import { changeInvoice } from './changes/change-invoice.ts';
import type { invoices, PanelContext } from './contract.ts';
import { deriveBasis } from './deal-basis.ts';
import { checkOtherDeals } from './deal-presence.ts';
import { invoicePage } from './invoice-page.ts';
import { invoiceRow } from './invoice-row.ts';
import { ledgerOfDeal } from './left-to-bill.ts';
import { invoiceOf, invoicesOfDeals, type StoredRow } from './mirror/invoice-row-queries.ts';
import { refreshInvoices } from './mirror/refresh-invoices.ts';
import { attachPdf } from './operations/attach-pdf.ts';
import { deleteInvoice } from './operations/delete-invoice.ts';
import { editInvoice } from './operations/edit-invoice.ts';
import { sendInvoice } from './operations/send-invoice.ts';
import { voidInvoice } from './operations/void-invoice.ts';
import { declineOrphans } from './orphans.ts';
import { panelInvoices } from './panel-invoices.ts';
import { rowContextFor } from './row-context.ts';
import {
  dealIdsOf,
  freshPanelContext,
  type VisiblePanelContext,
  visibleContext,
  visiblePanelContext,
} from './visible-context.ts';

/**
 * When no invoice contains tax, both bases give the same amounts. Invoices that were created from
 * the deal are compared with its rows.
 */
const deriveNeededBasis = async (
  ctx: Ctx,
  context: PanelContext,
  { deals: [deal] }: VisiblePanelContext,
  rows: StoredRow[],
  hasBilledDeal: boolean,
): Promise<void> => {
  const isNeeded = hasBilledDeal || rows.some(({ tax }) => Number(tax) !== 0);
  if (context.of === 'deal' && deal && isNeeded) await deriveBasis(ctx, deal);
};

export const invoicesService: Service<typeof invoices> = {
  async list(ctx, { context }) {
    const connection = await readableConnection(ctx);
    return panelInvoices(ctx, connection, context, await visiblePanelContext(ctx, context));
  },

  async refresh(ctx, { context }) {
    const connection = await activeConnection(ctx);
    const visible = await freshPanelContext(ctx, context);
    const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
    const dealIds = visible.deals.map(({ id }) => id);
    const [rows, { owner, orphans, hasBilledDeal }] = await Promise.all([
      invoicesOfDeals(ctx.db, realmKey, dealIds),
      besideRows(ctx, realmKey, context, visible),
    ]);
    await Promise.all([
      refreshInvoices(ctx, connection, [...rows, ...orphans], 'refresh'),
      deriveNeededBasis(ctx, context, visible, rows, hasBilledDeal),
      checkOtherDeals(ctx, realmKey, owner, visible.deals),
      noticePartyChanges(ctx, connection.realmId, visible.deals),
      noticeMovedNotes(ctx, realmKey, visible.deals),
    ]);
    return panelInvoices(ctx, connection, context, visible);
  },

  async ledger(ctx, { dealId }) {
    const connection = await readableConnection(ctx);
    const deal = await ctx.dealCheck(ctx, dealId);
    await deriveBasis(ctx, deal);
    return ledgerOfDeal(ctx, connection, deal);
  },

  async decline(ctx, { dealId, invoiceIds }) {
    const { realmId } = await ownedConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    await declineOrphans(ctx, { companyId: ctx.companyId, realmId }, dealId, invoiceIds);
    return {};
  },

  show: invoicePage,
  /** From our own rows alone. Throws not_found for an invoice outside this context. */
  async known(ctx, { context, invoiceId }) {
    const connection = await readableConnection(ctx);
    const dealIds = dealIdsOf(await visibleContext(ctx, context));
    const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
    const row = await invoiceOf(ctx.db, realmKey, dealIds, invoiceId);
    if (!row) throw new AppError('not_found');
    return { invoice: invoiceRow(row, await rowContextFor(ctx, connection)) };
  },
  attach: attachPdf,
  void: (ctx, input) => changeInvoice(ctx, input, voidInvoice, {}),
  delete: (ctx, input) => changeInvoice(ctx, input, deleteInvoice, {}),
  send: (ctx, input) => changeInvoice(ctx, input, sendInvoice, input),
  edit: (ctx, input) => changeInvoice(ctx, input, editInvoice, input),
};
