import { realmOf } from '../books/realm-of.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import { visiblePlace } from '../invoices/place.ts';
import type { items } from './contract.ts';

const pageSize = 50;

/** The holder's picker of items: every item that can be sold, page by page. */
export const itemsService: Service<typeof items> = {
  async search(ctx, { place, text, page }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    return ctx.quickbooks.searchItems(realmOf(connection), { text: text.trim(), page, pageSize });
  },
};
