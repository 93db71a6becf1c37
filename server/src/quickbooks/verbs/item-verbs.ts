import { plainItemName } from '../bodies/item-name.ts';
import { isQueryable } from '../calls/plain-text.ts';
import {
  firstRows,
  inList,
  maxRows,
  page,
  queriesFor,
  type TextSearch,
  textSearch,
  where,
} from '../calls/query.ts';
import { fallbackWhenRefused } from '../calls/read-errors.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksItem } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireItem } from '../translate/translate-item.ts';

const rows = (body: unknown): QuickbooksItem[] => rowsOf('Item', wireItem, body);

/**
 * Excludes categories, and bundles, which the API cannot add to invoices.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item
 */
const sellableTypes = "Type in ('Service', 'NonInventory', 'Inventory')";

export const itemVerbs = (client: QuickbooksClient) => {
  const find = async (realm: Realm, clauses: string) =>
    rows(await client.find(realm, { entity: 'Item', clauses }));

  const findAll = async (realm: Realm, property: 'Id' | 'Name', values: string[]) => {
    const clauses = (some: string[]) =>
      `where ${property} in ${inList(some)} and ${sellableTypes} ${firstRows()}`;
    const responses = queriesFor('Item', values, clauses).map((query) => client.find(realm, query));
    return (await Promise.all(responses)).flatMap(rows);
  };

  return {
    async searchItems(realm, search) {
      const { text } = search;
      // Users may search by the full name with categories, but queries can match only the plain
      // name.
      const name = plainItemName(text) || text;
      const [byName, bySku] = [textSearch('Name', name), textSearch('Sku', text)];
      const exact = byName.exact && bySku.exact;
      const pageSize = exact ? search.pageSize : maxRows - 1;
      const rows = page({ page: search.page, pageSize });
      const findMatching = ({ conditions }: TextSearch) =>
        find(realm, `${where(...conditions, sellableTypes)}orderby Name ${rows}`);
      // Intuit's queries have no OR, so both searches are paged in parallel.
      const [byNameRows, bySkuRows] = await Promise.all([
        findMatching(byName),
        bySku.conditions.length === 0 ? [] : fallbackWhenRefused(() => findMatching(bySku), []),
      ]);
      const isNamed = ({ plainName }: QuickbooksItem) =>
        exact ? plainName.toLowerCase().includes(name.toLowerCase()) : byName.matches(plainName);
      const items = [
        ...bySkuRows
          .slice(0, pageSize)
          .filter((item) => bySku.matches(item.sku ?? '') && !isNamed(item)),
        ...byNameRows.slice(0, pageSize).filter(({ plainName }) => byName.matches(plainName)),
      ];
      return { items, more: byNameRows.length > pageSize || bySkuRows.length > pageSize };
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
