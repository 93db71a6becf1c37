import type { ConnectedRealm } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { nameReads } from '../names/name-reads.ts';
import type { NameReads } from '../names/search-names.ts';
import { plainItemName } from '../quickbooks/bodies/item-name.ts';
import type { QuickbooksItem } from '../quickbooks/models.ts';
import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { cleanName } from '../shared/text/clean-text.ts';
import { type ItemSettings, itemSettingsOf } from './settings-store.ts';
import { itemLinksOf } from './store.ts';

type Product = { productId: number; name: string };

/** An item of a product, and how it was found; a `new` one is created with the invoice. */
export type ProductItem =
  | (ItemRow & { from: 'link' | 'name' | 'default' })
  | { id: null; name: string; taxable: boolean | null; taxCodeId: null; from: 'new' };

/**
 * Finds the items of a deal's products, by product id: the linked item while it is active, else the
 * only item with the product's name, with or without its category, else what the company chose for
 * unknown products: the default item, or a new one.
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
  const { named, ambiguous } = await byName(reads, rest);
  const unknown = rest.filter((product) => !named.has(product.productId));
  const itemOf = await itemForUnknown(ctx, connection, reads, unknown.length > 0);
  return new Map<number, ProductItem>([
    ...from('link', linked),
    ...from('name', named),
    ...unknown.flatMap((product) => {
      const item = itemOf(product);
      // The user chooses among several items of the name; another one would only add to them.
      const isUsed = item && (item.from !== 'new' || !ambiguous.has(product.productId));
      return isUsed ? [[product.productId, item] as const] : [];
    }),
  ]);
};

const from = (
  how: 'link' | 'name',
  found: Map<number, ItemRow>,
): (readonly [number, ProductItem])[] =>
  [...found].map(([productId, item]) => [productId, { ...item, from: how }] as const);

/** The company's default item; null without one, and while it is inactive or deleted. */
export const defaultItemOf = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<ProductItem | null> => {
  const { reads } = await nameReads(ctx, connection);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  return usableDefault(reads, await itemSettingsOf(ctx.db, realmKey));
};

/** Null unless the company uses a default item, and while it is inactive or deleted. */
const usableDefault = async (
  reads: NameReads,
  { unknownProducts, item }: Pick<ItemSettings, 'unknownProducts' | 'item'>,
): Promise<ProductItem | null> => {
  if (unknownProducts !== 'default_item' || !item) return null;
  const [usable] = await reads.itemsById([item.id]);
  return usable ? { ...usable, from: 'default' } : null;
};

type ItemForUnknown = (product: Product) => ProductItem | null;

const noItem: ItemForUnknown = () => null;

/** None where the company asks, and while its default item is inactive or deleted. */
const itemForUnknown = async (
  ctx: Ctx,
  { realmId }: ConnectedRealm,
  reads: NameReads,
  isNeeded: boolean,
): Promise<ItemForUnknown> => {
  if (!isNeeded) return noItem;
  const realmKey = { companyId: ctx.companyId, realmId };
  const settings = await itemSettingsOf(ctx.db, realmKey);
  if (settings.unknownProducts === 'create_item')
    return (product) => newItemOf(product, settings.newItemsTaxable);
  const usable = await usableDefault(reads, settings);
  return () => usable;
};

const newItemOf = ({ name }: Product, taxable: boolean | null): ProductItem | null =>
  cleanName(name) === ''
    ? null
    : { id: null, name: cleanName(name), taxable, taxCodeId: null, from: 'new' };

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

/** `ambiguous`: products whose name several items have. */
const byName = async (
  reads: NameReads,
  products: Product[],
): Promise<{ named: Map<number, ItemRow>; ambiguous: Set<number> }> => {
  const names = [...new Set(products.map(({ name }) => plainItemName(name)))].filter(Boolean);
  const items = names.length === 0 ? [] : await reads.itemsByName(names);
  const found = products.map(({ productId, name }) => ({
    productId,
    matches: matchesOf(items, name),
  }));
  return {
    named: new Map(
      found.flatMap(({ productId, matches: [item, ...others] }) =>
        item && others.length === 0 ? [[productId, item] as const] : [],
      ),
    ),
    ambiguous: new Set(
      found.flatMap(({ productId, matches }) => (matches.length > 1 ? [productId] : [])),
    ),
  };
};

/**
 * `Office:Chair` matches the item in that category; `Chair` those outside categories, else those
 * within.
 */
const matchesOf = (items: QuickbooksItem[], name: string): QuickbooksItem[] => {
  const exact = items.filter((item) => isSameName(item.name, name));
  return exact.length > 0 ? exact : items.filter((item) => isSameName(item.plainName, name));
};

/** QuickBooks compares names case-insensitively. */
const isSameName = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();
