import { beforeAll, describe, expect, test } from 'vitest';
import { makeNewCustomer, makeProfile } from '../testing/make-draft.ts';
import { openQuickbooks, type TestQuickbooks } from '../testing/open-quickbooks.ts';

let at: TestQuickbooks;

const create = (name: string, email: string, requestId: string) => {
  const customer = makeNewCustomer({ name, email });
  const profile = makeProfile({ country: 'US', homeCurrency: 'USD' });
  return at.gateway.createCustomer(at.realm, at.gateway.customerBody(customer, profile), requestId);
};

beforeAll(async () => {
  at = await openQuickbooks();
});

describe('a customer with special characters', () => {
  test.each([
    "O'Neill & Sons",
    'North\\South',
    "Back\\' slash",
    '100% Wool #1',
    'A+B=C?D;E/F',
    'Größe <GmbH> "quoted"',
    '株式会社 東京',
    'Smile 🙂 Ltd',
    "';--",
  ])('creates %s and finds it by its name and by a part of it', async (name) => {
    const requestId = `c-${Buffer.from(name).toString('hex')}`.slice(0, 50);
    const made = await create(name, '', requestId);
    expect(made).toMatchObject({ kind: 'done', value: { name, active: true } });
    const found = await at.gateway.customerByName(at.realm, name);
    expect(found?.name).toBe(name);
    const search = { text: name.slice(1), page: 0, pageSize: 5 };
    const { customers } = await at.gateway.searchCustomers(at.realm, search);
    expect(customers.map((customer) => customer.name)).toContain(name);
  });
});

test('an apostrophe cannot end the query string', async () => {
  const found = await at.gateway.customerByName(at.realm, "x' or DisplayName like '%");
  expect(found).toBeNull();
});

test('pages have no gap and no repetition', async () => {
  const names: string[] = [];
  for (let page = 0, more = true; more; page += 1) {
    const answer = await at.gateway.searchCustomers(at.realm, { text: '', page, pageSize: 5 });
    expect(answer.customers.length).toBeLessThanOrEqual(5);
    names.push(...answer.customers.map((customer) => customer.name));
    more = answer.more;
  }
  const { customers } = await at.realmContents();
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(customers.length);
});

test('finds customers by e-mail and by id, and omits deleted ones', async () => {
  const made = await create('Findable Fittings', 'find.me@findable.example', 'c-findable');
  const id = made.kind === 'done' ? made.value.id : '';
  const byEmail = await at.gateway.customersByEmail(at.realm, 'find.me@findable.example');
  expect(byEmail.map((customer) => customer.id)).toEqual([id]);
  const byId = await at.gateway.customersById(at.realm, [id, '999999']);
  expect(byId.map((customer) => customer.name)).toEqual(['Findable Fittings']);
  expect(await at.gateway.customersById(at.realm, [])).toEqual([]);
});

test('refuses a used name, naming the property', async () => {
  await create('Twice Ltd', '', 'c-twice-1');
  expect(await create('Twice Ltd', '', 'c-twice-2')).toMatchObject({
    kind: 'refused',
    fault: { code: '6240', tid: expect.any(String) },
  });
});

test('creates one customer per request id', async () => {
  const first = await create('Once Ltd', '', 'c-once');
  expect(await create('Once Ltd', '', 'c-once')).toMatchObject({
    kind: 'done',
    value: first.kind === 'done' ? first.value : null,
  });
});

describe('customerDetails', () => {
  const profile = makeProfile({ country: 'US', homeCurrency: 'USD' });

  const made = async (name: string, requestId: string) => {
    const customer = makeNewCustomer({ name, taxId: '12-345' });
    const body = at.gateway.customerBody(customer, profile);
    const answer = await at.gateway.createCustomer(at.realm, body, requestId);
    return answer.kind === 'done' ? answer.value.id : '';
  };

  const details = async (customerId: string) => {
    const found = await at.gateway.customerDetails(at.realm, customerId);
    if (!found) throw new Error('It is not there');
    return found;
  };

  test('returns the details, or null for an unknown id', async () => {
    const customerId = await made('Detailed Ltd', 'c-details');
    expect(await details(customerId)).toMatchObject({
      name: 'Detailed Ltd',
      email: 'accounts@brightwater.example',
      billAddress: '1 Quay Street\nBristol BS1 5TY\nUnited Kingdom',
      taxId: '12-345',
      syncToken: '0',
    });
    expect(await at.gateway.customerDetails(at.realm, '999999')).toBeNull();
  });

  test('updates single details', async () => {
    const customerId = await made('Updated Ltd', 'c-updated');
    const before = await details(customerId);
    const body = at.gateway.customerEditBody(before, { address: '2 Dock Road' }, profile);
    const answer = await at.gateway.updateCustomer(at.realm, body, 'u-address');
    expect(answer).toMatchObject({
      kind: 'done',
      value: { ...before, address: '2 Dock Road', billAddress: '2 Dock Road', syncToken: '1' },
    });
    const after = await details(customerId);
    expect(after).toEqual(answer.kind === 'done' ? answer.value : null);
    const other = at.gateway.customerEditBody(
      after,
      { email: 'new@b.example', taxId: '' },
      profile,
    );
    expect(await at.gateway.updateCustomer(at.realm, other, 'u-other')).toMatchObject({
      kind: 'done',
      value: { email: 'new@b.example', taxId: '', billAddress: '2 Dock Road' },
    });
    const gone = at.gateway.customerEditBody(
      await details(customerId),
      { address: '', email: '' },
      profile,
    );
    expect(await at.gateway.updateCustomer(at.realm, gone, 'u-gone')).toMatchObject({
      kind: 'done',
      value: { email: null, billAddress: '' },
    });
    expect(await at.gateway.updateCustomer(at.realm, other, 'u-stale')).toMatchObject({
      kind: 'stale',
      fault: { code: '5010' },
    });
  });
});

test('hides a masked tax id, which may be replaced', async () => {
  const uk = await openQuickbooks('uk');
  const profile = await uk.gateway.readCompanyProfile(uk.realm);
  const customer = makeNewCustomer({ name: 'Masked Ltd', taxId: 'GB123456789' });
  const body = uk.gateway.customerBody(customer, profile);
  const made = await uk.gateway.createCustomer(uk.realm, body, 'c-masked');
  const customerId = made.kind === 'done' ? made.value.id : '';
  const details = await uk.gateway.customerDetails(uk.realm, customerId);
  expect(details).toMatchObject({ name: 'Masked Ltd', taxId: null });
  if (!details) throw new Error('It is not there');
  const other = uk.gateway.customerEditBody(details, { taxId: 'GB987654321' }, profile);
  expect(await uk.gateway.updateCustomer(uk.realm, other, 'u-masked')).toMatchObject({
    kind: 'done',
    value: { taxId: null, email: details.email, billAddress: details.billAddress },
  });
});

test.each(['gone', 'inactive'])('a customer merged into another is %s', async (mergedCustomer) => {
  const us = await openQuickbooks();
  await us.settings({ mergedCustomer });
  const page = { text: '', page: 0, pageSize: 2 };
  const [into, from] = (await us.gateway.searchCustomers(us.realm, page)).customers;
  if (!into || !from) throw new Error('The books are empty');
  const before = await us.gateway.customerDetails(us.realm, from.id);
  await us.act('customers/merge', { from: from.id, into: into.id });
  const after = await us.gateway.customerDetails(us.realm, from.id);
  expect(after?.active ?? 'gone').toBe(mergedCustomer === 'gone' ? 'gone' : false);
  const profile = makeProfile({ country: 'US', homeCurrency: 'USD' });
  const body = us.gateway.customerEditBody(
    before ?? { id: '', syncToken: '' },
    { email: 'late@b.example' },
    profile,
  );
  const answer = await us.gateway.updateCustomer(us.realm, body, 'u-merged');
  expect(answer.kind).toBe(mergedCustomer === 'gone' ? 'refused' : 'stale');
});

test('finds items by name, SKU and type', async () => {
  const all = await at.gateway.searchItems(at.realm, { text: '', page: 0, pageSize: 100 });
  const [item, other] = all.items;
  if (!item || !other) throw new Error('The books have no items');
  expect(all.more).toBe(false);
  expect(await at.gateway.itemsById(at.realm, [other.id, item.id])).toHaveLength(2);
  expect(await at.gateway.itemsByName(at.realm, [item.name])).toMatchObject([{ id: item.id }]);
  const search = { text: item.name.slice(0, 4), page: 0, pageSize: 100 };
  const found = await at.gateway.searchItems(at.realm, search);
  expect(found.items.map(({ id }) => id)).toContain(item.id);
});
