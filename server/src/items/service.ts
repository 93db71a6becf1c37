import { realmOf } from '../books/realm-of.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import { visiblePlace } from '../invoices/place.ts';
import { comparableItems } from './comparable-items.ts';
import type { items } from './contract.ts';
import { similarItems } from './similar-items.ts';

const pageSize = 50;

/** Searches the items that can be sold, and suggests items for lines; for the connection owner. */
export const itemsService: Service<typeof items> = {
  async search(ctx, { place, text, page }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    return ctx.quickbooks.searchItems(realmOf(connection), { text: text.trim(), page, pageSize });
  },

  async similar(ctx, { place, lines, samePrices }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    const items = await comparableItems(ctx, realmOf(connection));
    return { lines: lines.map((line) => similarItems(line, items, samePrices)) };
  },
};
