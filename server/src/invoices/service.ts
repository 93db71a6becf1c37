import { activeConnection, holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Service } from '../http/serve.ts';
import { besideRows } from './beside-rows.ts';
import { changeInvoice } from './changes/change-invoice.ts';
import type { invoices, PanelPlace } from './contract.ts';
import { deriveBasis } from './deal-basis.ts';
import { checkOtherDeals } from './deal-presence.ts';
import { invoicePage } from './invoice-page.ts';
import { knownInvoice } from './known-invoice.ts';
import { lookAt } from './mirror/look.ts';
import { invoicesOfDeals, type StoredRow } from './mirror/row-statements.ts';
import { deleteInvoice } from './operations/delete.ts';
import { editInvoice } from './operations/edit.ts';
import { sendInvoice } from './operations/send.ts';
import { voidInvoice } from './operations/void.ts';
import { declineOrphans } from './orphans.ts';
import { panelInvoices } from './panel-invoices.ts';
import { panelPlaceNow, type SeenPanelPlace, visiblePanelPlace } from './place.ts';
import { ledgerOfDeal } from './room-on-deal.ts';

/** Without tax on any invoice it makes no difference whether the deal's value includes it. */
const deriveTaxedBasis = async (
  ctx: Ctx,
  place: PanelPlace,
  { deals: [deal] }: SeenPanelPlace,
  rows: StoredRow[],
): Promise<void> => {
  const taxed = rows.some(({ tax }) => Number(tax) !== 0);
  if (place.of === 'deal' && deal && taxed) await deriveBasis(ctx, deal);
};

export const invoicesService: Service<typeof invoices> = {
  async list(ctx, { place }) {
    const connection = await holderConnection(ctx);
    return panelInvoices(ctx, connection, place, await visiblePanelPlace(ctx, place));
  },

  async refresh(ctx, { place }) {
    const connection = await activeConnection(ctx);
    const seen = await panelPlaceNow(ctx, place);
    const books = { companyId: ctx.companyId, realmId: connection.realmId };
    const dealIds = seen.deals.map(({ id }) => id);
    const [rows, { whose, orphans }] = await Promise.all([
      invoicesOfDeals(ctx.db, books, dealIds),
      besideRows(ctx, books, place, seen),
    ]);
    await Promise.all([
      lookAt(ctx, connection, [...rows, ...orphans], 'refresh'),
      deriveTaxedBasis(ctx, place, seen, rows),
      checkOtherDeals(ctx, books, whose, seen.deals),
    ]);
    return panelInvoices(ctx, connection, place, seen);
  },

  async ledger(ctx, { dealId }) {
    const connection = await holderConnection(ctx);
    const deal = await ctx.dealCheck(ctx, dealId);
    await deriveBasis(ctx, deal);
    return ledgerOfDeal(ctx, connection, deal);
  },

  async decline(ctx, { dealId, invoiceIds }) {
    const { realmId } = await holderConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    await declineOrphans(ctx, { companyId: ctx.companyId, realmId }, dealId, invoiceIds);
    return {};
  },

  show: invoicePage,
  known: knownInvoice,
  void: (ctx, input) => changeInvoice(ctx, input, voidInvoice, {}),
  delete: (ctx, input) => changeInvoice(ctx, input, deleteInvoice, {}),
  send: (ctx, input) => changeInvoice(ctx, input, sendInvoice, input),
  edit: (ctx, input) => changeInvoice(ctx, input, editInvoice, input),
};
