import { plainItemName } from '../bodies/item-name.ts';
import { isPlain } from '../calls/plain-text.ts';
import {
  among,
  firstRows,
  mostRows,
  page,
  queriesFor,
  type TextSearch,
  textSearch,
  where,
} from '../calls/query.ts';
import { unlessRefused } from '../calls/read-errors.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksItem } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireItem } from '../translate/translate-item.ts';

const rows = (body: unknown): QuickbooksItem[] => rowsOf('Item', wireItem, body);

/** Categories hold items and bundles cannot stand on an invoice made by the API (Intuit: Item, Type). */
const sold = "Type in ('Service', 'NonInventory', 'Inventory')";

export const itemVerbs = (client: QuickbooksClient) => {
  const find = async (realm: Realm, clauses: string) =>
    rows(await client.find(realm, { entity: 'Item', clauses }));

  const amongAll = async (realm: Realm, property: 'Id' | 'Name', values: string[]) => {
    const clauses = (some: string[]) =>
      `where ${property} in ${among(some)} and ${sold} ${firstRows()}`;
    const answers = queriesFor('Item', values, clauses).map((query) => client.find(realm, query));
    return (await Promise.all(answers)).flatMap(rows);
  };

  return {
    async searchItems(realm, search) {
      const { text } = search;
      // The list shows names with their categories, and queries know only the plain name.
      const name = plainItemName(text) || text;
      const [byName, bySku] = [textSearch('Name', name), textSearch('Sku', text)];
      const exact = byName.exact && bySku.exact;
      const pageSize = exact ? search.pageSize : mostRows - 1;
      const rows = page({ page: search.page, pageSize });
      const ask = ({ conditions }: TextSearch) =>
        find(realm, `${where(...conditions, sold)}orderby Name ${rows}`);
      // There is no OR in Intuit's queries: both lists are paged side by side.
      const [named, numbered] = await Promise.all([
        ask(byName),
        bySku.conditions.length === 0 ? [] : unlessRefused(() => ask(bySku), []),
      ]);
      const isNamed = ({ plainName }: QuickbooksItem) =>
        exact ? plainName.toLowerCase().includes(name.toLowerCase()) : byName.fits(plainName);
      const items = [
        ...numbered
          .slice(0, pageSize)
          .filter((item) => bySku.fits(item.sku ?? '') && !isNamed(item)),
        ...named.slice(0, pageSize).filter(({ plainName }) => byName.fits(plainName)),
      ];
      return { items, more: named.length > pageSize || numbered.length > pageSize };
    },

    itemsById: (realm, ids) => amongAll(realm, 'Id', ids),
    // What cannot be found by its name is left to the user to choose; the form opens all the same.
    itemsByName: (realm, names) =>
      unlessRefused(
        () =>
          amongAll(
            realm,
            'Name',
            names.filter((name) => isPlain(name)),
          ),
        [],
      ),
  } satisfies Partial<QuickbooksGateway>;
};
