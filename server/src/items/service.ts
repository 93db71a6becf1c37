import { AppError } from '../app-error.ts';
import { activeConnection, ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { searchNames } from '../names/name-reads.ts';
import { comparableItems } from './comparable-items.ts';
import type { items } from './contract.ts';
import { listLinks } from './list-links.ts';
import { saveItemSettings } from './settings-store.ts';
import { shownSettings } from './shown-settings.ts';
import { similarItems } from './similar-items.ts';
import { changeItemLink, removeItemLink, type SettingsChange } from './store.ts';
import { usableItem } from './usable-item.ts';

const pageSize = 50;

/**
 * Searches the items that can be sold, suggests items for lines, and keeps the settings of products;
 * for the connection owner. Every user with the app may read what is done with unknown products.
 */
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

  async links(ctx, { text, page }) {
    const { realmId } = await ownedConnection(ctx);
    return listLinks(ctx.db, { companyId: ctx.companyId, realmId }, { text, page });
  },

  async changeLink(ctx, { productId, itemId }) {
    const connection = await activeConnection(ctx);
    const item = await usableItem(ctx, connection, itemId);
    const isChanged = await changeItemLink(ctx.db, changeBy(ctx, connection), productId, item);
    if (!isChanged) throw new AppError('not_found');
    return {};
  },

  async removeLink(ctx, { productId }) {
    const connection = await ownedConnection(ctx);
    await removeItemLink(ctx.db, changeBy(ctx, connection), productId);
    return {};
  },

  async settings(ctx) {
    await requireGrant(ctx);
    return { current: await shownSettings(ctx) };
  },

  async changeSettings(ctx, changed) {
    if (changed.unknownProducts === 'ask') {
      const connection = await ownedConnection(ctx);
      await saveItemSettings(ctx.db, changeBy(ctx, connection), null);
      return {};
    }
    const connection = await activeConnection(ctx);
    const item = await usableItem(ctx, connection, changed.itemId);
    await saveItemSettings(ctx.db, changeBy(ctx, connection), item);
    return {};
  },
};

const changeBy = (
  { companyId, userId, clock }: Ctx,
  { realmId }: { realmId: string },
): SettingsChange => ({ companyId, realmId, userId, at: clock.now() });
