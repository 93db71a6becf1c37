import { AppError } from '../app-error.ts';
import { ownedConnection, readableConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import type { PanelContext } from '../invoices/contract.ts';
import {
  freshPanelContext,
  type VisiblePanelContext,
  visiblePanelContext,
} from '../invoices/visible-context.ts';
import type { DealRow, dealLinks } from './contract.ts';
import { refreshSettled } from './refresh-settled.ts';
import { linkInvoices, unlinkInvoices } from './store.ts';

/**
 * Returns the deals of a context that the user may see: open ones first, then the last changed
 * first. Archived deals of organizations and persons are excluded, because they get no new
 * invoices.
 */
const linkableDeals = async (
  ctx: Ctx,
  { context }: { context: PanelContext },
): Promise<{ deals: DealRow[] }> => {
  await readableConnection(ctx);
  const currentOf = ({ deals }: VisiblePanelContext) =>
    deals.filter(({ archived }) => context.of === 'deal' || !archived);
  const known = currentOf(await visiblePanelContext(ctx, context));
  // An empty list is read again: the user may have added a deal since.
  const current = known.length > 0 ? known : currentOf(await freshPanelContext(ctx, context));
  const rows = current.map(({ id, title, status }) => ({ id, title, status }));
  const isOpen = ({ status }: DealRow) => status === 'open';
  return { deals: [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))] };
};

export const dealLinksService: Service<typeof dealLinks> = {
  deals: linkableDeals,

  async link(ctx, { dealId, invoiceIds }) {
    const connection = await ownedConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const { companyId, userId } = ctx;
    const { realmId } = connection;
    const at = ctx.clock.now();
    const linking = { companyId, realmId, dealId, invoiceIds, userId, at };
    const linkedInvoiceIds = await linkInvoices(ctx.db, linking);
    if (linkedInvoiceIds.length === 0) throw new AppError('not_found');
    await refreshSettled(ctx, connection, linkedInvoiceIds);
    return { linkedInvoiceIds };
  },

  async unlink(ctx, { dealId, invoiceIds }) {
    const { realmId } = await ownedConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const { companyId, userId } = ctx;
    const at = ctx.clock.now();
    await unlinkInvoices(ctx.db, { companyId, realmId, dealId, invoiceIds, userId, at });
    return { linkedInvoiceIds: [] };
  },
};
