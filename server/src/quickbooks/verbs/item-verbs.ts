import { plainItemName } from '../bodies/item-name.ts';
import type { BooksDoor } from '../books-door.ts';
import { among, containing, firstRows, page, queriesFor } from '../calls/query.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { BooksItem } from '../told.ts';
import { wireItem } from '../translate/translate-item.ts';

const rows = (body: unknown): BooksItem[] => rowsOf('Item', wireItem, body);

/** Categories hold items and bundles cannot stand on an invoice made by the API (Intuit: Item, Type). */
const sold = "Type in ('Service', 'NonInventory', 'Inventory')";

export const itemVerbs = (door: BooksDoor) => {
  const find = async (realm: Realm, clauses: string) =>
    rows(await door.find(realm, { entity: 'Item', clauses }));

  const amongAll = async (realm: Realm, property: 'Id' | 'Name', values: string[]) => {
    const clauses = (some: string[]) =>
      `where ${property} in ${among(some)} and ${sold} ${firstRows()}`;
    const answers = queriesFor('Item', values, clauses).map((query) => door.find(realm, query));
    return (await Promise.all(answers)).flatMap(rows);
  };

  return {
    async searchItems(realm, search) {
      const { text, pageSize } = search;
      const rest = `and ${sold} orderby Name ${page(search)}`;
      if (text === '') {
        const all = await find(realm, `where ${sold} orderby Name ${page(search)}`);
        return { items: all.slice(0, pageSize), more: all.length > pageSize };
      }
      // Whoever types what the list shows types categories too; only the plain name is searched.
      const name = plainItemName(text) || text;
      // There is no OR in Intuit's queries: both lists are paged side by side.
      const [byName, bySku] = await Promise.all([
        find(realm, `where Name like ${containing(name)} ${rest}`),
        find(realm, `where Sku like ${containing(text)} ${rest}`),
      ]);
      const named = (item: BooksItem) => item.plainName.toLowerCase().includes(name.toLowerCase());
      const alone = bySku.slice(0, pageSize).filter((item) => !named(item));
      return {
        items: [...alone, ...byName.slice(0, pageSize)],
        more: byName.length > pageSize || bySku.length > pageSize,
      };
    },

    itemsById: (realm, ids) => amongAll(realm, 'Id', ids),
    itemsByName: (realm, names) => amongAll(realm, 'Name', names),
  } satisfies Partial<QuickbooksGateway>;
};
