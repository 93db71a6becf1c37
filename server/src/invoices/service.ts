import { activeConnection, holderConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import type { invoices } from './contract.ts';
import { lookAt } from './look.ts';
import { panelInvoices } from './panel-invoices.ts';
import { visiblePanelPlace } from './place.ts';
import { invoicesOfDeals } from './row-statements.ts';

export const invoicesService: Service<typeof invoices> = {
  async list(ctx, { place }) {
    const connection = await holderConnection(ctx);
    return panelInvoices(ctx, connection, place, await visiblePanelPlace(ctx, place));
  },

  async refresh(ctx, { place }) {
    const connection = await activeConnection(ctx);
    const seen = await visiblePanelPlace(ctx, place);
    const books = { companyId: ctx.companyId, realmId: connection.realmId };
    const dealIds = seen.deals.map(({ id }) => id);
    await lookAt(ctx, connection, await invoicesOfDeals(ctx.db, books, dealIds), 'refresh');
    return panelInvoices(ctx, connection, place, seen);
  },
};
