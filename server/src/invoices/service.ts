import { activeConnection, holderConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import { deleting } from './changes/actions/delete.ts';
import { editing } from './changes/actions/edit.ts';
import { sending } from './changes/actions/send.ts';
import { voiding } from './changes/actions/void.ts';
import { changeInvoice } from './changes/change-invoice.ts';
import type { invoices } from './contract.ts';
import { invoicePage } from './invoice-page.ts';
import { knownInvoice } from './known-invoice.ts';
import { lookAt } from './mirror/look.ts';
import { invoicesOfDeals } from './mirror/row-statements.ts';
import { panelInvoices } from './panel-invoices.ts';
import { panelPlaceNow, visiblePanelPlace } from './place.ts';

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
    await lookAt(ctx, connection, await invoicesOfDeals(ctx.db, books, dealIds), 'refresh');
    return panelInvoices(ctx, connection, place, seen);
  },

  show: invoicePage,
  known: knownInvoice,
  void: (ctx, input) => changeInvoice(ctx, input, voiding, input),
  delete: (ctx, input) => changeInvoice(ctx, input, deleting, input),
  send: (ctx, input) => changeInvoice(ctx, input, sending, input),
  edit: (ctx, input) => changeInvoice(ctx, input, editing, input),
};
