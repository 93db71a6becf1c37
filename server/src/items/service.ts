import { activeConnection } from '../connection/invoice-access.ts';
import type { Service } from '../context.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { searchNames } from '../names/name-reads.ts';
import { comparableItems } from './comparable-items.ts';
import type { items } from './contract.ts';
import { similarItems } from './similar-items.ts';

const pageSize = 50;

/** Searches the items that can be sold, and suggests items for lines; for the connection owner. */
export const itemsService: Service<typeof items> = {
  async search(ctx, { context, text, page }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const search = { text: text.trim(), page, pageSize };
    return searchNames(
      ctx,
      connection,
      search.text,
      (reads) => reads.searchItems(search),
      (found) => found.items.length === 0,
    );
  },

  async similar(ctx, { context, lines, samePrices }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const items = await comparableItems(ctx, connection);
    return { lines: lines.map((line) => similarItems(line, items, samePrices)) };
  },
};
