import { AppError } from '../app-error.ts';
import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import {
  activeConnection,
  type OwnedConnection,
  ownedConnection,
} from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { searchNames } from '../names/name-reads.ts';
import { comparableItems } from './comparable-items.ts';
import type { items } from './contract.ts';
import { createItem } from './creating/create-item.ts';
import { forgetIncomeAccount } from './creating/income-account.ts';
import { listLinks } from './list-links.ts';
import { reactivateItem } from './reactivate-item.ts';
import { type ItemPolicy, itemSettingsOf, saveItemSettings } from './settings-store.ts';
import { shownSettings } from './shown-settings.ts';
import { similarItems } from './similar-items.ts';
import { changeItemLink, removeItemLink, type SettingsChange } from './store.ts';
import { usableAccount } from './usable-account.ts';
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

  async bundles(ctx, { context, text }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const search = { text: text.trim(), most: pageSize };
    return ctx.quickbooks.bundles(realmOf(connection), search);
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
    const save = async (connection: OwnedConnection, policy: ItemPolicy) => {
      await saveItemSettings(ctx.db, changeBy(ctx, connection), policy);
      return {};
    };
    const { unknownProducts } = changed;
    if (unknownProducts === 'ask') return save(await ownedConnection(ctx), { unknownProducts });
    const connection = await activeConnection(ctx);
    if (unknownProducts === 'default_item') {
      const item = await usableItem(ctx, connection, changed.itemId);
      return save(connection, { unknownProducts, item });
    }
    const account = await usableAccount(ctx, connection, changed.accountId);
    forgetIncomeAccount(ctx, connection);
    const { country } = await knownCompanyProfile(ctx, connection);
    const taxable = country === 'US' ? (changed.taxable ?? true) : null;
    return save(connection, { unknownProducts, account, taxable });
  },

  async newItem(ctx) {
    const connection = await activeConnection(ctx);
    const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
    const [{ accounts, more }, profile, { account, newItemsTaxable }] = await Promise.all([
      ctx.quickbooks.incomeAccounts(realmOf(connection)),
      knownCompanyProfile(ctx, connection),
      itemSettingsOf(ctx.db, realmKey),
    ]);
    const isThere = accounts.some(({ id }) => id === account?.id);
    const asksTaxable = profile.country === 'US';
    return {
      accounts: accounts.map(({ id, name }) => ({ id, name })),
      more,
      accountId: isThere && account ? account.id : null,
      asksTaxable,
      taxable: newItemsTaxable,
      taxCodes: asksTaxable ? [] : profile.taxCodes.map(({ id, name }) => ({ id, name })),
    };
  },

  create: createItem,
  reactivate: reactivateItem,
};

const changeBy = (
  { companyId, userId, clock }: Ctx,
  { realmId }: { realmId: string },
): SettingsChange => ({ companyId, realmId, userId, at: clock.now() });
