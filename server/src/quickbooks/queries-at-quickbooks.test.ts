import { beforeAll, describe, expect, test } from 'vitest';
import { openQuickbooks, type TestQuickbooks } from '../testing/open-quickbooks.ts';

let at: TestQuickbooks;
beforeAll(async () => {
  at = await openQuickbooks('customNumbers');
});

/** The calls that `work` makes, by their paths below the company. */
const callsOf = async (work: () => Promise<unknown>) => {
  const before = (await at.calls()).length;
  await work();
  return (await at.calls()).slice(before);
};

describe('a query', () => {
  test('is posted as text, and its address holds no part of it', async () => {
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

  test('for a thousand ids finds all that exist, in statements of a few thousand characters', async () => {
    const { invoices } = await at.ledger();
    const ids = [
      ...Array.from({ length: 1000 }, (_, index) => String(90_000_000_000 + index)),
      ...invoices.map(({ Id }) => Id),
    ];
    const calls = await callsOf(async () => {
      const found = await at.gateway.invoicesById(at.realm, ids);
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
