import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import { mirrorInvoice } from '../invoices/mirror/mirror.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import { addDays } from '../shared/dates/due-date.ts';
import { Big, money, sum } from '../shared/money/money.ts';
import { openListFixture } from '../testing/list-fixture.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { ends } from './date-ranges.ts';
import type { ListFilter } from './list-filter-sql.ts';
import { totalsOf } from './totals.ts';

const today = '2027-03-31';
const realmKey = { companyId: 1, realmId: '1' };

const totals = async (
  invoices: (Partial<QuickbooksInvoice> & { deleted?: boolean })[],
  differs: Partial<ListFilter> = {},
) => {
  const db = openTestDatabase();
  await transact(db, async (tx) => {
    for (const [index, { deleted = false, ...facts }] of invoices.entries()) {
      const answer = makeQuickbooksInvoice({ ...facts, id: String(index) });
      await mirrorInvoice(tx, realmKey, answer, { readAt: 1, how: 'list' }, { deleted });
    }
  });
  const which = {
    realmKey,
    customerId: null,
    dates: ends,
    text: '',
    statuses: [],
    today,
    ...differs,
  };
  return totalsOf(db, which);
};

const due = (days: number) => ({ dueDate: addDays(today, days) });

describe('totals', () => {
  test('sum outstanding, overdue and paid amounts', async () => {
    expect(
      await totals([
        { total: '100.10', balance: '100.10', ...due(1) },
        { total: '50.00', balance: '20.05', ...due(-1) },
        { total: '70.00', balance: '0.00', ...due(-10) },
      ]),
    ).toEqual([
      {
        currency: 'GBP',
        count: 3,
        outstanding: '120.15',
        overdue: '20.05',
        paid: '99.95',
        ageing: ['100.10', '20.05', '0.00', '0.00', '0.00'],
      },
    ]);
  });

  test('exclude voided and deleted invoices', async () => {
    const voided = { total: '0.00', balance: '0.00', memo: 'Voided' };
    const lines = makeQuickbooksInvoice().lines.map((line) => ({ ...line, amount: '0.00' }));
    const [row] = await totals([
      { total: '9.00', balance: '9.00', ...due(1) },
      { total: '70.00', balance: '0.00', deleted: true },
      { ...voided, lines },
    ]);
    expect(row).toMatchObject({ outstanding: '9.00', paid: '0.00' });
    expect(await totals([{ ...voided, lines }])).toEqual([]);
  });

  test('have a row for each currency, most invoices first', async () => {
    const rows = await totals([
      { currency: 'USD', total: '1.00', balance: '1.00' },
      { currency: 'EUR', total: '2.00', balance: '2.00' },
      { currency: 'USD', total: '4.00', balance: '4.00' },
    ]);
    expect(rows.map(({ currency, count, outstanding }) => [currency, count, outstanding])).toEqual([
      ['USD', 2, '5.00'],
      ['EUR', 1, '2.00'],
    ]);
  });

  test.each([
    [null, 0],
    [1, 0],
    [0, 0],
    [-1, 1],
    [-30, 1],
    [-31, 2],
    [-60, 2],
    [-61, 3],
    [-90, 3],
    [-91, 4],
    [-4000, 4],
  ])('put an invoice due in %s days into ageing bucket %s', async (days, bucket) => {
    const dueDate = days === null ? null : addDays(today, days);
    const [row] = await totals([{ total: '7.00', balance: '7.00', dueDate }]);
    const ageing = ['0.00', '0.00', '0.00', '0.00', '0.00'];
    ageing[bucket] = '7.00';
    expect(row?.ageing).toEqual(ageing);
  });

  test('apply the filters of the list', async () => {
    const rows = await totals(
      [
        { total: '1.00', balance: '1.00', customerId: '1', ...due(-1) },
        { total: '2.00', balance: '2.00', customerId: '1', ...due(1) },
        { total: '4.00', balance: '4.00', customerId: '2', ...due(-1) },
      ],
      { customerId: '1', statuses: ['overdue'] },
    );
    expect(rows[0]).toMatchObject({ outstanding: '1.00' });
  });

  test('are exact to the cent for many large amounts', async () => {
    const cents = fc.integer({ min: 0, max: 999_999_999_99 });
    const [amounts] = fc.sample(fc.array(cents, { minLength: 500, maxLength: 500 }), {
      numRuns: 1,
      seed: 7,
    });
    const asMoney = (amounts ?? []).map((amount) => money(new Big(amount).div(100)));
    const [row] = await totals(asMoney.map((total) => ({ total, balance: total, ...due(1) })));
    const exact = money(sum(asMoney.map((amount) => new Big(amount))));
    expect(row).toMatchObject({ outstanding: exact, paid: '0.00' });
  });
});

test('totals equal those in QuickBooks after payments and deletions', async () => {
  const fixture = await openListFixture();
  const samples = fc.sample(
    fc.record({
      customerId: fc.constantFrom('1', '3', '4'),
      issued: fc.integer({ min: -200, max: 0 }),
      amount: fc.integer({ min: 1, max: 9_999_99 }).map((cents) => cents / 100),
    }),
    { numRuns: 60, seed: 11 },
  );
  const invoiceIds = await fixture.put(samples);
  for (const [index, invoiceId] of invoiceIds.entries()) {
    if (index % 3 === 0) await fixture.pay(invoiceId);
    if (index % 3 === 1) await fixture.pay(invoiceId, Math.min(0.33, samples[index]?.amount ?? 0));
    if (index % 7 === 5) await fixture.deleteInQuickbooks(invoiceId);
  }
  const context = { of: 'company' as const };
  await fixture.load({ kind: 'all' }, context);
  const { invoices } = (await fixture.realmContents()) as unknown as {
    invoices: { TotalAmt: number; Balance: number; DueDate: string }[];
  };
  const sumOf = (figures: number[]) => money(sum(figures.map((figure) => new Big(figure))));
  const { today: now } = await fixture.list({}, { context });
  const [row, ...others] = await fixture.totals({}, context);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    currency: 'USD',
    outstanding: sumOf(invoices.map(({ Balance }) => Balance)),
    overdue: sumOf(invoices.map(({ Balance, DueDate }) => (DueDate < now ? Balance : 0))),
    paid: sumOf(invoices.map(({ TotalAmt, Balance }) => Number((TotalAmt - Balance).toFixed(2)))),
  });
  expect(sumOf(row?.ageing.map(Number) ?? [])).toBe(row?.outstanding);
});
