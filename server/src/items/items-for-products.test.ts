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

/** Returns the id of the item found for a product of this name among these items, else null. */
const findItem = async (productName: string, ...items: QuickbooksItem[]) => {
  const quickbooks = {
    itemsByName: async (_: unknown, names: string[]) => {
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

test('matches an item in a category by its own name', async () => {
  expect(await findItem('chair', item('1', 'Office:Chair'))).toBe('1');
});

test('matches a product named with a category only to the item in that category', async () => {
  const chairs = [item('1', 'Office:Chair'), item('2', 'Home:Chair'), item('3', 'Chair')];
  expect(await findItem('Home:Chair', ...chairs)).toBe('2');
  expect(await findItem('Garden:Chair', ...chairs)).toBeNull();
});

test('prefers the item outside all categories', async () => {
  expect(await findItem('Chair', item('1', 'Office:Chair'), item('3', 'Chair'))).toBe('3');
});

test('matches none of two items that have the name in their categories', async () => {
  expect(await findItem('Chair', item('1', 'Office:Chair'), item('2', 'Home:Chair'))).toBeNull();
});
