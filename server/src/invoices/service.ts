import { companyToday } from '../books/company-today.ts';
import { realmOf } from '../books/realm-of.ts';
import { iso } from '../clock.ts';
import { activeConnection, type HolderConnection, holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { unfinishedDrafts } from '../drafts/store.ts';
import type { Service } from '../http/serve.ts';
import type { DealInvoices, invoices } from './contract.ts';
import { invoiceRow } from './invoice-row.ts';
import { invoicesOfDeal, mirrorLook } from './store.ts';

const show = async (
  ctx: Ctx,
  connection: HolderConnection,
  dealId: number,
): Promise<DealInvoices> => {
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const today = await companyToday(ctx, connection.realmId);
  const rows = await invoicesOfDeal(ctx.db, books, dealId);
  const drafts = await unfinishedDrafts(ctx.db, books, dealId);
  const about = { today, webUrl: ctx.settings.quickbooks.webUrl, realmId: connection.realmId };
  return {
    connection: connection.state,
    company: connection.realmName,
    invoices: rows.map((row) => invoiceRow(row, about)),
    drafts: drafts.map((draft) => ({
      id: draft.id,
      state: draft.state,
      ...draft.summary,
      updatedAt: iso(draft.updatedAt),
    })),
    readAt: rows.length === 0 ? null : iso(Math.min(...rows.map((row) => row.readAt))),
    today,
  };
};

export const invoicesService: Service<typeof invoices> = {
  async list(ctx, { dealId }) {
    const connection = await holderConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    return show(ctx, connection, dealId);
  },

  async refresh(ctx, { dealId }) {
    const connection = await activeConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const books = { companyId: ctx.companyId, realmId: connection.realmId };
    const rows = await invoicesOfDeal(ctx.db, books, dealId);
    const asked = rows.map((row) => row.invoiceId);
    if (asked.length > 0) {
      const readAt = ctx.clock.now();
      const found = await ctx.quickbooks.invoicesById(realmOf(connection), asked);
      await mirrorLook(ctx.db, books, { asked, found, readAt });
    }
    return show(ctx, connection, dealId);
  },
};
