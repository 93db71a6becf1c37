import { realmOf } from '../books/realm-of.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import type { items } from './contract.ts';

const pageSize = 50;

/** The holder's picker of items: every item that can be sold, page by page. */
export const itemsService: Service<typeof items> = {
  async search(ctx, { dealId, text, page }) {
    const connection = await activeConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    return ctx.quickbooks.searchItems(realmOf(connection), { text: text.trim(), page, pageSize });
  },
};
