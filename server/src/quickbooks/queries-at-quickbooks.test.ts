import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openQuickbooks, type TestQuickbooks } from '../testing/open-quickbooks.ts';

let at: TestQuickbooks;
beforeAll(async () => {
  at = await openQuickbooks('customNumbers');
});

/** Returns the paths, relative to the company, of the calls that `work` makes. */
const callsOf = async (work: () => Promise<unknown>) => {
  const before = (await at.calls()).length;
  await work();
  return (await at.calls()).slice(before);
};

describe('find', () => {
  test('is posted as text, not in the URL', async () => {
    const calls = await callsOf(() => at.gateway.customerByName(at.realm, 'Larkspur Dental Group'));
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: `/v3/company/${at.realm.realmId}/query`,
        query: { minorversion: '75' },
        contentType: 'application/text',
        body: expect.stringContaining("DisplayName = 'Larkspur Dental Group'"),
        status: 200,
      },
    ]);
    expect(Object.keys(calls[0]?.query ?? {})).toEqual(['minorversion']);
  });

  test('finds all of a thousand ids with short statements', async () => {
    const { invoices } = await at.realmContents();
    const invoiceIds = [
      ...Array.from({ length: 1000 }, (_, index) => String(90_000_000_000 + index)),
      ...invoices.map(({ Id }) => Id),
    ];
    const calls = await callsOf(async () => {
      const { invoices: found } = await at.gateway.invoicesById(at.realm, invoiceIds);
      expect(found).toHaveLength(invoices.length);
    });
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 200));
    expect(calls.length).toBeLessThanOrEqual(4);
  });

  test.each(['[x] {y} |z| ^`', '100% & #1 + ?', "O'Le\\ary", '<b>"q"</b>'])(
    'for %s reaches QuickBooks as it is',
    async (name) => {
      const { Id } = await at.post('item', {
        Name: name,
        Type: 'Service',
        IncomeAccountRef: { value: '1' },
      });
      const [found] = await at.gateway.itemsByName(at.realm, [name]);
      expect(found?.id).toBe(Id);
      const search = { text: name, page: 0, pageSize: 20 };
      const { items } = await at.gateway.searchItems(at.realm, search);
      expect(items.map(({ id }) => id)).toContain(Id);
    },
  );
});

describe.each(['latin1', 'all'])('with letters in queries: %s', (lettersInQueries) => {
  const page = { page: 0, pageSize: 20 };
  let made: string[];
  const item = (Name: string, more: object = {}) =>
    at.post('item', { Name, Type: 'Service', IncomeAccountRef: { value: '1' }, ...more });

  beforeAll(async () => {
    at = await openQuickbooks('customNumbers');
    await at.settings({ lettersInQueries });
    const customers = ['Złotnicki', 'O’Leary & Daughters', '珊珊 李'];
    made = await Promise.all(
      customers.map(async (DisplayName) => (await at.post('customer', { DisplayName })).Id),
    );
    await item('Support plan – yearly');
    await item('Children’s chair', { Sku: 'CH–1' });
    await item('Acoustic panel™');
  });

  test.each([
    ['złotnicki', 0],
    ['O’Leary & D', 1],
    ['珊珊', 2],
  ])('customers are searched by %s', async (text, index) => {
    const { customers } = await at.gateway.searchCustomers(at.realm, { ...page, text });
    expect(customers.map(({ id }) => id)).toEqual([made[index]]);
  });

  test.each(['Złotnicki', 'O’Leary & Daughters', '珊珊 李'])(
    'a customer is found by the whole name %s, and by no part of it',
    async (name) => {
      const found = await at.gateway.customerByName(at.realm, name);
      expect(found?.name).toBe(name);
      expect(await at.gateway.customerByName(at.realm, `${name} –`)).toBeNull();
    },
  );

  test.each([
    ['Support plan – yearly', ['Support plan – yearly']],
    ['Acoustic panel™', ['Acoustic panel™', 'Acoustic panel']],
    ['CH–1', ['Children’s chair']],
    ['Usługa montażu', []],
  ])('items are searched by %s', async (text, names) => {
    const { items } = await at.gateway.searchItems(at.realm, { ...page, text });
    expect(items.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  test('finds items with and without unsupported letters', async () => {
    const names = ['Support plan – yearly', 'Installation, hourly'];
    const found = await at.gateway.itemsByName(at.realm, names);
    expect(found.map(({ name }) => name)).toEqual(['Installation, hourly']);
  });

  test('no query fails, whatever the script of the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const { gateway, realm } = at;
        const by = { number: text, customerId: null, amount: '', date: '' };
        await Promise.all([
          gateway.searchCustomers(realm, { ...page, text }),
          gateway.customersByEmail(realm, text),
          gateway.customerByName(realm, text),
          gateway.customersById(realm, [text, '1']),
          gateway.searchItems(realm, { ...page, text }),
          gateway.itemsByName(realm, [text, 'Hours']),
          gateway.searchInvoices(realm, by),
          gateway.searchInvoices(realm, { ...by, customerId: text }),
          gateway.estimatesOf(realm, text),
          gateway.invoicesCreatedSince(realm, text, '2026-01-01T00:00:00Z'),
          gateway.readInvoicesWithPayments(realm, [text], [text]),
        ]);
      }),
      { numRuns: 40 },
    );
    const failed = (await at.calls()).filter(({ status }) => status !== 200);
    expect(failed).toEqual([]);
  });
});
