import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { itemLinks } from './tables.ts';

export type ItemLink = typeof itemLinks.$inferInsert;

/** Remembers which items products were linked to; inside a transaction when `db` is one. */
export const linkItems = (db: Pick<Db, 'insert'>, links: ItemLink[]): void => {
  for (const link of links) {
    const { companyId: _c, realmId: _r, productId: _p, ...known } = link;
    db.insert(itemLinks)
      .values(link)
      .onConflictDoUpdate({
        target: [itemLinks.companyId, itemLinks.realmId, itemLinks.productId],
        set: known,
      })
      .run();
  }
};

/** The items these products were last linked to in these books; products never linked are left out. */
export const linksOf = async (
  db: Db,
  companyId: number,
  realmId: string,
  productIds: number[],
): Promise<ItemLink[]> =>
  db
    .select()
    .from(itemLinks)
    .where(
      and(
        eq(itemLinks.companyId, companyId),
        eq(itemLinks.realmId, realmId),
        inArray(itemLinks.productId, productIds),
      ),
    )
    .all();
