import { expect, test } from 'vitest';
import type { Query } from '../quickbooks-client.ts';
import { itemVerbs } from './item-verbs.ts';

type Item = { Id: string; Name: string; Sku?: string; FullyQualifiedName?: string };

const realm = { connectionId: 'connection', realmId: '1' };

/** Imitates QuickBooks with these items, for the queries of a search only. */
const quickbooksWith = (items: Item[]) => {
  const queries: string[] = [];
  const find = async (_realm: unknown, { clauses }: Query) => {
    queries.push(clauses);
    const [, property, piece] = /(Name|Sku) like '%(.*?)%'/.exec(clauses) ?? [];
    const [, start = 1, most = 1000] = /startposition (\d+) maxresults (\d+)/.exec(clauses) ?? [];
    const matching = items
      .filter((item) => {
        const value = property ? item[property as 'Name' | 'Sku'] : '';
        return (value ?? '').toLowerCase().includes((piece ?? '').toLowerCase());
      })
      .toSorted((a, b) => a.Name.localeCompare(b.Name))
      .slice(Number(start) - 1, Number(start) - 1 + Number(most));
    return { QueryResponse: matching.length === 0 ? {} : { Item: matching } };
  };
  const { searchItems } = itemVerbs({ find } as unknown as Parameters<typeof itemVerbs>[0]);
  /** Reads all pages of a search. */
  const all = async (text: string, pageSize: number) => {
    const ids: string[] = [];
    for (let page = 0; ; page += 1) {
      const answer = await searchItems(realm, { text, page, pageSize });
      ids.push(...answer.items.map((item) => item.id));
      if (!answer.more) return ids;
    }
  };
  return { all, queries };
};

const numbered = (count: number, item: (n: number) => Omit<Item, 'Id'>, first = 1): Item[] =>
  Array.from({ length: count }, (_, n) => ({ Id: String(first + n), ...item(n) }));

test('finds an item by SKU when its category contains the text too', async () => {
  const quickbooks = quickbooksWith([
    { Id: '1', Name: 'Widget', FullyQualifiedName: 'ABC:Widget', Sku: 'ABC-1' },
    { Id: '2', Name: 'Abc bolt', FullyQualifiedName: 'Abc bolt' },
  ]);
  expect((await quickbooks.all('abc', 50)).toSorted()).toEqual(['1', '2']);
});

test('finds all items that match only by SKU, across pages', async () => {
  const quickbooks = quickbooksWith(
    numbered(120, (n) => ({ Name: `Part ${n}`, Sku: `HX-${String(n).padStart(3, '0')}` })),
  );
  expect(new Set(await quickbooks.all('hx-', 50)).size).toBe(120);
});

test('returns an item once when name and SKU match', async () => {
  const quickbooks = quickbooksWith([
    ...numbered(60, (n) => ({ Name: `Lamp ${n}`, Sku: `lamp-${n}` })),
    ...numbered(60, (n) => ({ Name: `Shade ${n}`, Sku: `lamp-s${n}` }), 61),
    ...numbered(60, (n) => ({ Name: `A desk lamp ${n}` }), 121),
  ]);
  const found = await quickbooks.all('lamp', 50);
  expect(found).toHaveLength(180);
  expect(new Set(found).size).toBe(180);
});

test('finds an item by its full name with categories', async () => {
  const quickbooks = quickbooksWith([
    { Id: '1', Name: 'Widget', FullyQualifiedName: 'ABC:Widget' },
    { Id: '2', Name: 'Bolt', FullyQualifiedName: 'ABC:Bolt' },
  ]);
  expect(await quickbooks.all('abc:wid', 50)).toEqual(['1']);
});

test('returns all items with one call per page for an empty text', async () => {
  const quickbooks = quickbooksWith(numbered(70, (n) => ({ Name: `Item ${n}`, Sku: `S${n}` })));
  expect(await quickbooks.all('', 50)).toHaveLength(70);
  expect(quickbooks.queries).toHaveLength(2);
});
