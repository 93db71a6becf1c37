import { type ConnectedRealm, realmOf } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { plainItemName } from '../quickbooks/bodies/item-name.ts';
import type { QuickbooksItem } from '../quickbooks/models.ts';
import type { ItemRow } from './contract.ts';
import { linksOf } from './store.ts';

type Product = { productId: number; name: string };

/**
 * The items that a deal's products are in QuickBooks, by product id: the remembered link while that item
 * is still there, else the one item of exactly the product's name, with its categories or without.
 * Products without either are left out.
 * At most one call for the links and one for the names; throws what the gateway throws.
 */
export const itemsForProducts = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  products: Product[],
): Promise<Map<number, ItemRow>> => {
  const linked = await byLink(ctx, connection, products);
  const rest = products.filter((product) => !linked.has(product.productId));
  const named = await byName(ctx, connection, rest);
  return new Map([...linked, ...named]);
};

const byLink = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  products: Product[],
): Promise<Map<number, ItemRow>> => {
  const ids = products.map((product) => product.productId);
  const links = await linksOf(ctx.db, ctx.companyId, connection.realmId, ids);
  if (links.length === 0) return new Map();
  const itemIds = [...new Set(links.map((link) => link.itemId))];
  const items = await ctx.quickbooks.itemsById(realmOf(connection), itemIds);
  return new Map(
    links.flatMap((link) => {
      const item = items.find((one) => one.id === link.itemId);
      return item ? [[link.productId, item] as const] : [];
    }),
  );
};

const byName = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  products: Product[],
): Promise<Map<number, ItemRow>> => {
  const names = [...new Set(products.map(({ name }) => plainItemName(name)))].filter(Boolean);
  if (names.length === 0) return new Map();
  const items = await ctx.quickbooks.itemsByName(realmOf(connection), names);
  return new Map(
    products.flatMap((product) => {
      const item = onlyOne(items, product.name);
      return item ? [[product.productId, item] as const] : [];
    }),
  );
};

/** `Office:Chair` means that very item; `Chair` the one outside all categories, or the only one there is. */
const onlyOne = (items: QuickbooksItem[], name: string): QuickbooksItem | undefined => {
  const exact = items.filter((item) => sameItem(item.name, name));
  const matches = exact.length > 0 ? exact : items.filter((item) => sameItem(item.plainName, name));
  return matches.length === 1 ? matches[0] : undefined;
};

/** QuickBooks compares names without regard to case. */
const sameItem = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();
