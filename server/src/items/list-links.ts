import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { iso } from '../clock.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { grants } from '../install/tables.ts';
import { contains } from '../names/search-names.ts';
import { names } from '../names/tables.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { items } from './contract.ts';
import { itemLinks } from './tables.ts';

const pageSize = 50;

/** Words of a search that are compared. */
const maxWords = 8;

type Links = Output<(typeof items)['links']>;

/**
 * A page of the realm's links whose product or item has every word of `text` in its name. Names and
 * states of items are those of the mirror; an item that is not mirrored counts as usable.
 */
export const listLinks = async (
  db: Reader,
  realmKey: RealmKey,
  { text, page }: { text: string; page: number },
): Promise<Links> => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxWords);
  const rows = await db
    .select({
      productId: itemLinks.productId,
      productName: itemLinks.productName,
      itemId: itemLinks.itemId,
      linkedName: itemLinks.itemName,
      mirroredName: names.name,
      active: names.active,
      row: names.row,
      linkedBy: grants.userName,
      linkedAt: itemLinks.linkedAt,
    })
    .from(itemLinks)
    .leftJoin(
      names,
      and(
        eq(names.companyId, itemLinks.companyId),
        eq(names.realmId, itemLinks.realmId),
        eq(names.kind, 'Item'),
        eq(names.nameId, itemLinks.itemId),
      ),
    )
    .leftJoin(
      grants,
      and(eq(grants.companyId, itemLinks.companyId), eq(grants.userId, itemLinks.linkedById)),
    )
    .where(and(inRealm(itemLinks, realmKey), ...words.map(hasWord)))
    // Links without a name come last in both databases.
    .orderBy(
      sql`case when ${isNull(itemLinks.searchedProductName)} then 1 else 0 end`,
      asc(itemLinks.searchedProductName),
      asc(itemLinks.productId),
    )
    .limit(pageSize + 1)
    .offset(page * pageSize);
  return {
    links: rows
      .slice(0, pageSize)
      .map(({ productId, productName, itemId, linkedName, mirroredName, ...row }) => ({
        productId,
        productName,
        item: {
          id: itemId,
          name: mirroredName ?? linkedName,
          usable: mirroredName === null || (row.active === true && row.row !== null),
        },
        linkedBy: row.linkedBy,
        linkedAt: iso(row.linkedAt),
      })),
    more: rows.length > pageSize,
  };
};

const hasWord = (word: string): SQL | undefined =>
  or(
    contains(sql`coalesce(${itemLinks.searchedProductName}, '')`, word),
    contains(sql`coalesce(${names.searchedName}, lower(${itemLinks.itemName}))`, word),
    sql`cast(${itemLinks.productId} as text) = ${word}`,
  );
