import { expect, test } from 'vitest';
import type { QuickbooksItem } from '../quickbooks/models.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { itemsForProducts } from './items-for-products.ts';

const item = (id: string, name: string): QuickbooksItem => ({
  id,
  name,
  plainName: name.slice(name.lastIndexOf(':') + 1),
  sku: null,
  description: null,
  unitPrice: null,
  taxable: null,
  taxCodeId: null,
});

/** Which item a product of this name is taken for, in books that have these. */
const taken = async (productName: string, ...items: QuickbooksItem[]) => {
  const asked: string[] = [];
  const quickbooks = {
    itemsByName: async (_: unknown, names: string[]) => {
      asked.push(...names);
      const wanted = names.map((name) => name.toLowerCase());
      return items.filter((one) => wanted.includes(one.plainName.toLowerCase()));
    },
  };
  const ctx = { db: openTestDatabase(), quickbooks, companyId: 1, userId: 2 };
  const connection = { id: 'connection', realmId: '1' };
  const products = [{ productId: 9, name: productName }];
  const found = await itemsForProducts(
    ctx as unknown as Parameters<typeof itemsForProducts>[0],
    connection,
    products,
  );
  return found.get(9)?.id ?? null;
};

test('an item in a category is known by its own name', async () => {
  expect(await taken('chair', item('1', 'Office:Chair'))).toBe('1');
});

test('a product named with the category is that very item', async () => {
  const chairs = [item('1', 'Office:Chair'), item('2', 'Home:Chair'), item('3', 'Chair')];
  expect(await taken('Home:Chair', ...chairs)).toBe('2');
  expect(await taken('Garden:Chair', ...chairs)).toBeNull();
});

test('the item outside all categories goes before those inside', async () => {
  expect(await taken('Chair', item('1', 'Office:Chair'), item('3', 'Chair'))).toBe('3');
});

test('of two that have the name in their categories none is guessed', async () => {
  expect(await taken('Chair', item('1', 'Office:Chair'), item('2', 'Home:Chair'))).toBeNull();
});
