import { and, eq, inArray, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { itemLinks } from './tables.ts';

export type ItemLink = Omit<typeof itemLinks.$inferInsert, 'searchedProductName'>;

/** Who changes settings, and when (epoch ms). */
export type SettingsChange = RealmKey & { userId: number; at: number };

/** Keeps who linked a product first while its item stays the same. */
const unlessSameItem = (column: 'linked_by_id' | 'linked_at') =>
  sql`case when ${itemLinks.itemId} = excluded.item_id
    then ${sql.identifier('item_links')}.${sql.identifier(column)}
    else excluded.${sql.identifier(column)} end`;

/**
 * Stores the items that products were linked to; the last link of a product replaces earlier ones.
 */
export const linkItems = async (tx: Tx, links: ItemLink[]): Promise<void> => {
  const { companyId, realmId, productId, productName, searchedProductName } = itemLinks;
  const byProduct = new Map(
    links.map((link) => [
      `${link.companyId} ${link.realmId} ${link.productId}`,
      { ...link, searchedProductName: link.productName?.toLowerCase() },
    ]),
  );
  if (byProduct.size === 0) return;
  await tx
    .insert(itemLinks)
    .values([...byProduct.values()])
    .onConflictDoUpdate({
      target: [companyId, realmId, productId],
      set: {
        productName: sql`coalesce(excluded.product_name, ${productName})`,
        searchedProductName: sql`coalesce(excluded.searched_product_name, ${searchedProductName})`,
        itemId: sql`excluded.item_id`,
        itemName: sql`excluded.item_name`,
        taxable: sql`excluded.taxable`,
        linkedById: unlessSameItem('linked_by_id'),
        linkedAt: unlessSameItem('linked_at'),
      },
    });
};

/** Returns the item links of these products in this realm; products never linked are left out. */
export const itemLinksOf = async (
  db: Reader,
  companyId: number,
  realmId: string,
  productIds: number[],
): Promise<ItemLink[]> =>
  db
    .select()
    .from(itemLinks)
    .where(
      and(inRealm(itemLinks, { companyId, realmId }), inArray(itemLinks.productId, productIds)),
    );

/** Stores the present names of products whose link was used. */
export const nameProducts = async (
  tx: Tx,
  realmKey: RealmKey,
  products: { productId: number; name: string }[],
): Promise<void> => {
  if (products.length === 0) return;
  const productIds = products.map(({ productId }) => productId);
  const stored = await itemLinksOf(tx, realmKey.companyId, realmKey.realmId, productIds);
  for (const { productId, productName } of stored) {
    const name = products.find((product) => product.productId === productId)?.name;
    if (name === undefined || name === productName) continue;
    await tx
      .update(itemLinks)
      .set({ productName: name, searchedProductName: name.toLowerCase() })
      .where(ofProduct(realmKey, productId));
  }
};

const ofProduct = (realmKey: RealmKey, productId: number) =>
  and(inRealm(itemLinks, realmKey), eq(itemLinks.productId, productId));

/** Links a linked product to another item; returns false when the product has no link. */
export const changeItemLink = (
  db: Db,
  change: SettingsChange,
  productId: number,
  item: Pick<ItemRow, 'id' | 'name' | 'taxable'>,
): Promise<boolean> =>
  transact(db, async (tx) => {
    const [before] = await itemLinksOf(tx, change.companyId, change.realmId, [productId]);
    if (!before) return false;
    if (before.itemId === item.id) return true;
    await tx
      .update(itemLinks)
      .set({
        itemId: item.id,
        itemName: item.name,
        taxable: item.taxable,
        linkedById: change.userId,
        linkedAt: change.at,
      })
      .where(ofProduct(change, productId));
    await auditLink(tx, change, 'item_link_changed', before, { to: item.name });
    return true;
  });

/** Forgets the item of a product; does nothing when it has none. */
export const removeItemLink = (db: Db, change: SettingsChange, productId: number): Promise<void> =>
  transact(db, async (tx) => {
    const [before] = await tx.delete(itemLinks).where(ofProduct(change, productId)).returning();
    if (before) await auditLink(tx, change, 'item_link_removed', before, {});
  });

const auditLink = (
  tx: Tx,
  { companyId, realmId, userId, at }: SettingsChange,
  action: 'item_link_changed' | 'item_link_removed',
  before: ItemLink,
  more: Record<string, string>,
): Promise<void> =>
  writeAudit(tx, {
    ...{ companyId, realmId, userId, at, action },
    subject: String(before.productId),
    details: { product: before.productName ?? '', from: before.itemName, ...more },
  });
