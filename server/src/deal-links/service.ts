import { AppError } from '../app-error.ts';
import { ownedConnection } from '../connection/owned-connection.ts';
import type { Service } from '../context.ts';
import type { dealLinks } from './contract.ts';
import { linkableDeals } from './linkable-deals.ts';
import { refreshSettled } from './refresh-settled.ts';
import { linkInvoices, unlinkInvoices } from './store.ts';

/** Links invoices to a deal and unlinks them. */
export const dealLinksService: Service<typeof dealLinks> = {
  deals: linkableDeals,

  async link(ctx, { dealId, invoiceIds }) {
    const connection = await ownedConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const { companyId, userId } = ctx;
    const { realmId } = connection;
    const at = ctx.clock.now();
    const linking = { companyId, realmId, dealId, invoiceIds, userId, at };
    const linked = await linkInvoices(ctx.db, linking);
    if (linked.length === 0) throw new AppError('not_found');
    await refreshSettled(ctx, connection, linked);
    return { linked };
  },

  async unlink(ctx, { dealId, invoiceIds }) {
    const { realmId } = await ownedConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const { companyId, userId } = ctx;
    const at = ctx.clock.now();
    await unlinkInvoices(ctx.db, { companyId, realmId, dealId, invoiceIds, userId, at });
    return { linked: [] };
  },
};
