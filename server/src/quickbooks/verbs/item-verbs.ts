import { isQueryable } from '../calls/plain-text.ts';
import { firstRows, inList, page, queriesFor, type TextSearch, where } from '../calls/query.ts';
import { fallbackWhenRefused } from '../calls/read-errors.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksItem } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireItem } from '../translate/translate-item.ts';
import { sellableTypes } from '../translate/translate-name.ts';
import { itemSearch } from './item-search.ts';

const rows = (body: unknown): QuickbooksItem[] => rowsOf('Item', wireItem, body);

const isSellable = `Type in ${inList(sellableTypes)}`;

export const itemVerbs = (client: QuickbooksClient) => {
  const find = async (realm: Realm, clauses: string) =>
    rows(await client.find(realm, { entity: 'Item', clauses }));

  const findAll = async (realm: Realm, property: 'Id' | 'Name', values: string[]) => {
    const clauses = (some: string[]) =>
      `where ${property} in ${inList(some)} and ${isSellable} ${firstRows()}`;
    const responses = queriesFor('Item', values, clauses).map((query) => client.find(realm, query));
    return (await Promise.all(responses)).flatMap(rows);
  };

  return {
    async searchItems(realm, search) {
      const { byName, bySku, pageSize, join } = itemSearch(search);
      const rows = page({ page: search.page, pageSize });
      const findMatching = ({ conditions }: TextSearch) =>
        find(realm, `${where(...conditions, isSellable)}orderby Name ${rows}`);
      const [byNameRows, bySkuRows] = await Promise.all([
        findMatching(byName),
        bySku.conditions.length === 0 ? [] : fallbackWhenRefused(() => findMatching(bySku), []),
      ]);
      return join(byNameRows, bySkuRows);
    },

    itemsById: (realm, ids) => findAll(realm, 'Id', ids),
    // The form opens without items that cannot be found; the user chooses them.
    itemsByName: (realm, names) =>
      fallbackWhenRefused(
        () =>
          findAll(
            realm,
            'Name',
            names.filter((name) => isQueryable(name)),
          ),
        [],
      ),
  } satisfies Partial<QuickbooksGateway>;
};
