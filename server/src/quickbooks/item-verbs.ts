import type { ItemRow } from '../items/contract.ts';
import type { BooksDoor } from './books-door.ts';
import type { QuickbooksGateway, Realm } from './gateway.ts';
import { among, chunks, containing, firstRows, page } from './query.ts';
import { wireItem } from './translate-item.ts';
import { rowsOf } from './wire.ts';

const rows = (body: unknown): ItemRow[] => rowsOf('Item', wireItem, body);

/** Categories hold items and bundles cannot stand on an invoice made by the API (Intuit: Item, Type). */
const sold = "Type in ('Service', 'NonInventory', 'Inventory')";

export const itemVerbs = (door: BooksDoor) => {
  const find = async (realm: Realm, clauses: string) =>
    rows(await door.find(realm, 'Item', clauses));

  const amongAll = async (realm: Realm, property: 'Id' | 'Name', values: string[]) => {
    const answers = chunks(values).map((some) =>
      find(realm, `where ${property} in ${among(some)} and ${sold} ${firstRows()}`),
    );
    return (await Promise.all(answers)).flat();
  };

  return {
    async searchItems(realm, search) {
      const { text, pageSize } = search;
      const matching = (property: 'Name' | 'Sku') =>
        text === '' ? `where ${sold}` : `where ${property} like ${containing(text)} and ${sold}`;
      // There is no OR in Intuit's queries: those found by SKU alone are put before the first page.
      const [byName, bySku] = await Promise.all([
        find(realm, `${matching('Name')} orderby Name ${page(search)}`),
        text === '' || search.page > 0
          ? []
          : find(realm, `${matching('Sku')} orderby Name ${firstRows(pageSize)}`),
      ]);
      const named = byName.slice(0, pageSize);
      const lower = text.toLowerCase();
      const alone = bySku.filter((item) => !item.name.toLowerCase().includes(lower));
      return { items: [...alone, ...named], more: byName.length > pageSize };
    },

    itemsById: (realm, ids) => amongAll(realm, 'Id', ids),
    itemsByName: (realm, names) => amongAll(realm, 'Name', names),
  } satisfies Partial<QuickbooksGateway>;
};
