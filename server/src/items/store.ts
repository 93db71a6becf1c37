import { and, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { itemLinks } from './tables.ts';

export type ItemLink = typeof itemLinks.$inferInsert;

/**
 * Stores the items that products were linked to; the last link of a product replaces earlier ones.
 */
export const linkItems = async (tx: Tx, links: ItemLink[]): Promise<void> => {
  const { companyId, realmId, productId } = itemLinks;
  const byProduct = new Map(
    links.map((link) => [`${link.companyId} ${link.realmId} ${link.productId}`, link]),
  );
  if (byProduct.size === 0) return;
  await tx
    .insert(itemLinks)
    .values([...byProduct.values()])
    .onConflictDoUpdate({
      target: [companyId, realmId, productId],
      set: {
        itemId: sql`excluded.item_id`,
        itemName: sql`excluded.item_name`,
        taxable: sql`excluded.taxable`,
        linkedById: sql`excluded.linked_by_id`,
        linkedAt: sql`excluded.linked_at`,
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
