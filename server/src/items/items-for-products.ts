import type { ConnectedRealm } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { nameReads } from '../names/name-reads.ts';
import type { NameReads } from '../names/search-names.ts';
import { plainItemName } from '../quickbooks/bodies/item-name.ts';
import type { QuickbooksItem } from '../quickbooks/models.ts';
import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { itemSettingsOf } from './settings-store.ts';
import { itemLinksOf } from './store.ts';

type Product = { productId: number; name: string };

/** An item of a product, and how it was found. */
export type ProductItem = ItemRow & { from: 'link' | 'name' | 'default' };

/**
 * Finds the items of a deal's products, by product id: the linked item while it is active, else the
 * only item with the product's name, with or without its category, else the company's default item.
 * Products without a match are left out. No call while names are mirrored, else at most one each for
 * links, names and the default item; throws what the gateway throws.
 */
export const itemsForProducts = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  products: Product[],
): Promise<Map<number, ProductItem>> => {
  const { reads } = await nameReads(ctx, connection);
  const linked = await byLink(ctx, connection, reads, products);
  const rest = products.filter((product) => !linked.has(product.productId));
  const named = await byName(reads, rest);
  const unknown = rest.filter((product) => !named.has(product.productId));
  const item = unknown.length > 0 ? await defaultItem(ctx, connection, reads) : null;
  return new Map([
    ...from('link', linked),
    ...from('name', named),
    ...(item ? unknown.map(({ productId }) => [productId, item] as const) : []),
  ]);
};

const from = (how: ProductItem['from'], found: Map<number, ItemRow>) =>
  [...found].map(([productId, item]) => [productId, { ...item, from: how }] as const);

/** Null unless the company uses one for unknown products, and while it is inactive or deleted. */
const defaultItem = async (
  ctx: Ctx,
  { realmId }: ConnectedRealm,
  reads: NameReads,
): Promise<ProductItem | null> => {
  const { companyId } = ctx;
  const { unknownProducts, item } = await itemSettingsOf(ctx.db, { companyId, realmId });
  if (unknownProducts === 'ask' || !item) return null;
  const [usable] = await reads.itemsById([item.id]);
  return usable ? { ...usable, from: 'default' } : null;
};

const byLink = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  reads: NameReads,
  products: Product[],
): Promise<Map<number, ItemRow>> => {
  const productIds = products.map((product) => product.productId);
  const links = await itemLinksOf(ctx.db, ctx.companyId, connection.realmId, productIds);
  if (links.length === 0) return new Map();
  const itemIds = [...new Set(links.map((link) => link.itemId))];
  const items = await reads.itemsById(itemIds);
  return new Map(
    links.flatMap((link) => {
      const item = items.find(({ id }) => id === link.itemId);
      return item ? [[link.productId, item] as const] : [];
    }),
  );
};

const byName = async (reads: NameReads, products: Product[]): Promise<Map<number, ItemRow>> => {
  const names = [...new Set(products.map(({ name }) => plainItemName(name)))].filter(Boolean);
  if (names.length === 0) return new Map();
  const items = await reads.itemsByName(names);
  return new Map(
    products.flatMap((product) => {
      const item = onlyMatch(items, product.name);
      return item ? [[product.productId, item] as const] : [];
    }),
  );
};

/**
 * `Office:Chair` matches the item in that category; `Chair` one outside categories, else the only
 * one.
 */
const onlyMatch = (items: QuickbooksItem[], name: string): QuickbooksItem | undefined => {
  const exact = items.filter((item) => isSameName(item.name, name));
  const matches =
    exact.length > 0 ? exact : items.filter((item) => isSameName(item.plainName, name));
  return matches.length === 1 ? matches[0] : undefined;
};

/** QuickBooks compares names case-insensitively. */
const isSameName = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();
