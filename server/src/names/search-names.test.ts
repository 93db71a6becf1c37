import { beforeAll, describe, expect, it } from 'vitest';
import { activeConnection } from '../connection/invoice-access.ts';
import { transact } from '../db/transact.ts';
import {
  type InitialSyncFixture,
  openInitialSyncFixture,
} from '../testing/initial-sync-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { quickbooksNames } from './name-reads.ts';
import { mirroredNames } from './search-names.ts';
import { names } from './tables.ts';

const customers = [
  { DisplayName: 'Möller & Söhne', PrimaryEmailAddr: { Address: 'Post@Moeller.example' } },
  { DisplayName: 'MÖLLER Technik' },
  { DisplayName: "O'Neill 100% Wool" },
  { DisplayName: 'O’Neill Crafts' },
  { DisplayName: 'Back\\slash under_score' },
  { DisplayName: 'Łódź Kraft', PrimaryEmailAddr: { Address: 'post@moeller.example' } },
  { DisplayName: '東京 Trading' },
  { DisplayName: 'Gone for good', Active: false },
  { DisplayName: 'Sub room', ParentRef: { value: '1' }, Job: true },
];

const items = [
  { Name: 'Oak shelf 80', Sku: 'OAK-80' },
  { Name: 'Shelf board', Sku: 'board oak' },
  { Name: '50% deposit', Sku: '50%' },
  { Name: 'Étagère en chêne' },
  { Name: 'Retired shelf', Active: false },
];

const texts = [
  ...['', 'a', 'o', 'er', 'möller', 'MÖLL', 'moller', 'Library', 'northgate', ':', 'room'],
  ...["o'n", 'o’n', '%', '100%', '_', '\\', 'łódź', '東京', 'gone', 'trading', '  ', 'zzz'],
  ...['oak', 'shelf', 'OAK-80', '50%', 'étag', 'etag', 'Decor:Oak', 'board oak', 'desk'],
];

let fixture: InitialSyncFixture;
beforeAll(async () => {
  fixture = await openInitialSyncFixture();
  for (const customer of customers) await fixture.saveCustomer(customer);
  for (const item of items) {
    const { Active, ...made } = item as { Active?: boolean; Name: string };
    const { Id, SyncToken } = await fixture.saveItem(made);
    if (Active === false) await fixture.saveItem({ ...made, Id, SyncToken, Active });
  }
  await fixture.readAll();
});

const bothReads = async () => {
  const ctx = fixture.as(fixture.company.owner);
  const connection = await activeConnection(ctx);
  return {
    mirror: mirroredNames(ctx.db, fixture.realmKey),
    quickbooks: quickbooksNames(ctx, connection),
  };
};

describe('the mirrored names', () => {
  it.each(texts)('find for %j the customers and items that QuickBooks finds', async (text) => {
    const { mirror, quickbooks } = await bothReads();
    for (const search of [
      { text, page: 0, pageSize: 50 },
      { text, page: 0, pageSize: 4 },
      { text, page: 1, pageSize: 4 },
    ]) {
      expect(await mirror.searchCustomers(search)).toEqual(
        await quickbooks.searchCustomers(search),
      );
      expect(await mirror.searchItems(search)).toEqual(await quickbooks.searchItems(search));
    }
  });

  it.each([
    ...['post@moeller.example', 'POST@MOELLER.EXAMPLE', 'nobody@moeller.example'],
    'łódź@moeller.example',
  ])('find the customers of the e-mail address %s', async (email) => {
    const { mirror, quickbooks } = await bothReads();
    expect(await mirror.customersByEmail(email)).toEqual(await quickbooks.customersByEmail(email));
  });

  it.each([
    ...['möller & söhne', "O'Neill 100% wool", 'O’Neill Crafts', '東京 trading', 'Sub room'],
    ...['Gone for good', 'Gone for good (deleted)', 'Northgate Library Trust', 'Nobody'],
  ])('find the customer with the name %s', async (name) => {
    const { mirror, quickbooks } = await bothReads();
    expect(await mirror.customerByName(name)).toEqual(await quickbooks.customerByName(name));
  });

  it('find items by name and by id', async () => {
    const { mirror, quickbooks } = await bothReads();
    const wanted = ['oak SHELF 80', 'Retired shelf', 'Étagère en chêne', 'Nothing'];
    expect(await mirror.itemsByName(wanted)).toEqual(
      expect.arrayContaining(await quickbooks.itemsByName(wanted)),
    );
    const itemIds = Array.from({ length: 20 }, (_, index) => String(index + 1));
    const byId = await quickbooks.itemsById(itemIds);
    const found = await mirror.itemsById(itemIds);
    expect(found).toHaveLength(byId.length);
    expect(found).toEqual(expect.arrayContaining(byId));
  });

  it('are those of one company and one realm', async () => {
    const { db } = fixture.dependencies;
    const search = { text: '', page: 0, pageSize: 50 };
    const [one] = (await mirroredNames(db, fixture.realmKey).searchCustomers(search)).customers;
    expect(one).toBeDefined();
    const others = [
      { ...fixture.realmKey, companyId: fixture.realmKey.companyId + 1_000_000 },
      { ...fixture.realmKey, realmId: '1' },
    ];
    for (const realmKey of others) {
      const reads = mirroredNames(db, realmKey);
      expect((await reads.searchCustomers(search)).customers).toEqual([]);
      expect((await reads.searchItems(search)).items).toEqual([]);
      expect(await reads.itemsById(['1'])).toEqual([]);
      expect(await reads.customerByName(one?.name ?? '')).toBeNull();
    }
  });
});

describe('pickers and the form', () => {
  const context = () => ({ of: 'deal', id: fixture.dealId });
  const ask = async (action: `${string}/${string}`, input: object) =>
    (await fixture.call(fixture.company.owner, action, { context: context(), ...input })).body;

  it('search customers and items without a call', async () => {
    await fixture.forgetCalls();
    expect(await ask('customers/search', { text: 'möller', page: 0 })).toMatchObject({
      customers: [
        { name: 'Möller & Söhne' },
        { name: 'Möller Innenausbau GmbH' },
        { name: 'MÖLLER Technik' },
      ],
    });
    expect(await ask('items/search', { text: 'oak shelf', page: 0 })).toMatchObject({
      items: [{ name: 'Oak shelf 80' }],
    });
    expect(
      await ask('items/similar', {
        lines: [{ text: 'Oak shelves 80', price: '' }],
        samePrices: true,
      }),
    ).toMatchObject({ lines: [[{ name: 'Oak shelf 80' }]] });
    expect(await fixture.calls()).toEqual([]);
  });

  it('find candidates with one read, of the linked customer', async () => {
    await fixture.forgetCalls();
    expect(
      await ask('customers/candidates', { name: 'Möller und Söhne GmbH', email: '' }),
    ).toMatchObject({
      candidates: [
        { reason: 'saved_link' },
        { name: 'Möller & Söhne' },
        { name: 'MÖLLER Technik' },
      ],
    });
    expect(await fixture.calls()).toHaveLength(1);
  });

  it('ask QuickBooks for a customer or item that was added a minute ago', async () => {
    await fixture.saveCustomer({ DisplayName: 'Quillfeather Binding' });
    await fixture.saveItem({ Name: 'Quill pen' });
    expect(await ask('customers/search', { text: 'quillfea', page: 0 })).toMatchObject({
      customers: [{ name: 'Quillfeather Binding' }],
    });
    expect(
      await ask('customers/candidates', {
        context: { of: 'company' },
        name: 'Quillfeather Binding',
        email: '',
      }),
    ).toMatchObject({ candidates: [{ name: 'Quillfeather Binding', reason: 'name' }] });
    expect(await ask('items/search', { text: 'quill', page: 0 })).toMatchObject({
      items: [{ name: 'Quill pen' }],
    });
  });

  it('find a customer that Dealbill has just created, without a call', async () => {
    const customer = {
      name: 'Brass Kettle',
      address: '',
      email: 'tea@kettle.example',
      taxId: '',
      currency: 'USD',
    };
    const created = await ask('customers/create', { customer, replacedCustomerId: '1' });
    expect(created).toMatchObject({ checking: false });
    await fixture.forgetCalls();
    expect(await ask('customers/search', { text: 'brass', page: 0 })).toMatchObject({
      customers: [{ name: 'Brass Kettle', email: 'tea@kettle.example' }],
    });
    expect(await fixture.calls()).toEqual([]);
  });

  it('ask QuickBooks while names are not mirrored completely, or the feed is late', async () => {
    const { clock } = fixture;
    const search = () => ask('items/search', { text: 'oak shelf', page: 0 });
    clock.advance(20 * 60_000);
    await fixture.forgetCalls();
    expect(await search()).toMatchObject({ items: [{ name: 'Oak shelf 80' }] });
    expect((await fixture.calls()).length).toBeGreaterThan(0);
    await fixture.interval(0);
    await fixture.forgetCalls();
    await search();
    expect(await fixture.calls()).toEqual([]);
  });

  it('show names to the connection owner only', async () => {
    const input = { context: context(), text: 'oak', page: 0 };
    const { status, body } = await fixture.call(fixture.company.colleague, 'items/search', input);
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'not_owner' } });
    const other = await makeConnectedCompany(fixture.dependencies, {
      company: 'hillside',
      like: 'us',
    });
    const theirs = await fixture.call(other.owner, 'items/search', {
      context: { of: 'company' },
      text: 'oak shelf',
      page: 0,
    });
    expect(theirs.body).toMatchObject({ items: [] });
  });
});

it('finds a name among 10,000 customers in a few milliseconds', async () => {
  const { db } = fixture.dependencies;
  const realmKey = { companyId: 990_001, realmId: '77' };
  const row = { id: '1', name: '', email: null, address: null, currency: null, active: true };
  await transact(db, async (tx) => {
    for (let from = 0; from < 10_000; from += 500) {
      await tx.insert(names).values(
        Array.from({ length: 500 }, (_, index) => {
          const name = `Customer number ${from + index}`;
          return {
            ...realmKey,
            kind: 'Customer' as const,
            nameId: String(from + index),
            name,
            active: true,
            deleted: false,
            row: { ...row, createdAt: '', updatedAt: '' },
            searchedName: name.toLowerCase(),
            searchedPlainName: name.toLowerCase(),
            changedAt: 0,
            readAt: 0,
          };
        }),
      );
    }
  });
  const { searchCustomers } = mirroredNames(db, realmKey);
  const times: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    const began = performance.now();
    const found = await searchCustomers({ text: 'number 998', page: 0, pageSize: 50 });
    times.push(performance.now() - began);
    expect(found.customers).toHaveLength(11);
  }
  const median = times.toSorted((a, b) => a - b)[7] ?? 0;
  expect(median).toBeLessThan(50);
});
