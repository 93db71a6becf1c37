import { beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import { itemsForProducts } from './items-for-products.ts';
import { itemLinksOf, linkItems } from './store.ts';

let test_: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeConnectedCompany(test_.dependencies);
});

const dealId = () => company.deals.withProducts ?? 0;

const newItem = async (Name: string, more: Record<string, unknown> = {}) =>
  writeInQuickbooks(test_.dependencies, company.realmId, 'Item', {
    Name,
    Type: 'Service',
    IncomeAccountRef: { value: '1' },
    ...more,
  });

const itemsOf = async (products: { productId: number; name: string }[]) => {
  const connection = { id: company.connectionId, realmId: company.realmId };
  const found = await itemsForProducts(test_.as(company.owner), connection, products);
  return Object.fromEntries([...found].map(([productId, item]) => [productId, item.name]));
};

const link = (productId: number, itemId: string) =>
  transact(test_.dependencies.db, (tx) =>
    linkItems(tx, [
      {
        companyId: company.companyId,
        realmId: company.realmId,
        productId,
        itemId,
        itemName: 'as it was called then',
        taxable: true,
        linkedById: company.owner.userId,
        linkedAt: test_.clock.now(),
      },
    ]),
  );

describe('itemsForProducts', () => {
  test('matches names case-insensitively', async () => {
    expect(
      await itemsOf([
        { productId: 9001, name: 'oak DESK 160 ' },
        { productId: 9003, name: 'Installation' },
      ]),
    ).toEqual({ 9001: 'Oak desk 160' });
  });

  test('prefers the linked item', async () => {
    const item = await newItem('Fitting by the hour');
    await link(9001, item.Id);
    expect(
      await itemsOf([
        { productId: 9001, name: 'Oak desk 160' },
        { productId: 9002, name: 'Acoustic panel' },
      ]),
    ).toEqual({ 9001: 'Fitting by the hour', 9002: 'Acoustic panel' });
  });

  test('uses the last link of a product', async () => {
    const [first, second] = [await newItem('First'), await newItem('Second')];
    await link(9001, first.Id);
    await link(9001, second.Id);
    expect(await itemsOf([{ productId: 9001, name: 'x' }])).toEqual({ 9001: 'Second' });
  });

  test('matches by name when the linked item is inactive', async () => {
    const { Id, SyncToken } = await newItem('Retired');
    await link(9001, Id);
    await link(9005, Id);
    await newItem('Retired', { Id, SyncToken, Active: false });
    expect(
      await itemsOf([
        { productId: 9001, name: 'Oak desk 160' },
        { productId: 9005, name: 'Design consultation' },
      ]),
    ).toEqual({ 9001: 'Oak desk 160' });
  });

  test('returns nothing for no products', async () => {
    expect(await itemsOf([])).toEqual({});
  });

  test('ignores links of another company or realm', async () => {
    const { db } = test_.dependencies;
    await link(9005, (await newItem('Ours alone')).Id);
    expect(await itemLinksOf(db, company.companyId, company.realmId, [9005])).toHaveLength(1);
    expect(await itemLinksOf(db, company.companyId + 1, company.realmId, [9005])).toEqual([]);
    expect(await itemLinksOf(db, company.companyId, '1', [9005])).toEqual([]);
  });
});

describe('item search', () => {
  const search = async (text: string, page = 0) => {
    const input = { context: { of: 'deal', id: dealId() }, text, page };
    const { status, body } = await test_.call(company.owner, 'items/search', input);
    expect(status).toBe(200);
    return body as { items: ItemRow[]; more: boolean };
  };

  test('finds an item by a part of its name', async () => {
    const { items, more } = await search('acoustic');
    expect(items.map(({ name }) => name)).toContain('Acoustic panel');
    expect(more).toBe(false);
  });

  test('returns every item over several pages', async () => {
    for (let n = 1; n <= 51; n += 1) await newItem(`Zephyr ${String(n).padStart(2, '0')}`);
    const first = await search('zephyr');
    expect([first.items.length, first.more]).toEqual([50, true]);
    const second = await search('zephyr', 1);
    expect(second.more).toBe(false);
    const names = [...first.items, ...second.items].map(({ name }) => name);
    expect(new Set(names).size).toBe(51);
  });
});

describe('similar items', () => {
  const similar = async (text: string) => {
    const lines = [{ text, price: '' }];
    const input = { context: { of: 'deal', id: dealId() }, lines, samePrices: true };
    const { body } = await test_.call(company.owner, 'items/similar', input);
    return (body as { lines: ItemRow[][] }).lines[0]?.map(({ name }) => name);
  };

  test('reads the items from QuickBooks again only after five minutes', async () => {
    expect(await similar('Acoustic panels')).toEqual(['Acoustic panel']);
    await newItem('Quartz worktop');
    expect(await similar('Quartz worktops')).toEqual([]);
    test_.clock.advance(5 * 60_000);
    expect(await similar('Quartz worktops')).toEqual(['Quartz worktop']);
  });
});

describe('access to items', () => {
  const search = (user: PipedriveUser) =>
    test_.call(user, 'items/search', { context: { of: 'deal', id: dealId() }, text: '', page: 0 });

  test('rejects a colleague who is not the connection owner with 403', async () => {
    const { status, body } = await search(company.colleague);
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'not_owner' } });
  });

  test("returns 404 for another company's deal", async () => {
    const other = await makeConnectedCompany(test_.dependencies, {
      company: 'hillside',
      like: 'uk',
    });
    const { status, body } = await search(other.owner);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'deal_not_found' } });
  });
});
