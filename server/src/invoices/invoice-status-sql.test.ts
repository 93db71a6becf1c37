import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import { ends } from '../invoice-list/date-ranges.ts';
import type { ListFilter } from '../invoice-list/list-filter-sql.ts';
import { listRows } from '../invoice-list/list-rows.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import { addDays } from '../shared/dates/due-date.ts';
import { invoiceStatus, moneyStatuses } from '../shared/status/invoice-status.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { mirrorInvoice } from './mirror/mirror.ts';

const realmKey = { companyId: 1, realmId: '1' };
const today = '2027-03-31';

const amount = fc.constantFrom(
  '0.00',
  '0.00',
  '0.00',
  '0.00',
  '0.01',
  '0.10',
  '10.00',
  '99999999999.99',
  '-5.00',
  '9.99',
);

type Sample = { facts: QuickbooksInvoice; deleted: boolean; voided: boolean };

const invoice: fc.Arbitrary<Sample> = fc
  .record({
    total: amount,
    balance: amount,
    dueDate: fc.option(fc.integer({ min: -2, max: 2 }).map((days) => addDays(today, days))),
    memo: fc.constantFrom('', 'Voided', '\u00a0\n voided - by hand', 'VOIDED', 'avoided', 'Thanks'),
    lineAmount: fc.constantFrom('0.00', '1.00'),
    deleted: fc.constantFrom(true, false, false, false),
    voided: fc.constantFrom(true, false, false),
  })
  .map(({ lineAmount, deleted, voided, ...differs }) => {
    const { lines } = makeQuickbooksInvoice();
    const facts = makeQuickbooksInvoice({
      ...differs,
      lines: lines.map((line) => ({ ...line, amount: lineAmount })),
    });
    return { facts, deleted, voided };
  });

const statusOf = ({ facts, deleted, voided }: Sample) =>
  invoiceStatus(
    {
      ...facts,
      lineAmountsAllZero: facts.lines.every(({ amount }) => Number(amount) === 0),
      deleted,
      voidedBefore: voided,
    },
    today,
  );

test('each status filter returns the invoices that show the status; overdue includes late ones', async () => {
  const sample = fc.sample(invoice, { numRuns: 2000, seed: 20270331 });
  const db = openTestDatabase();
  const expected = new Map(sample.map((one, index) => [String(index + 1), statusOf(one)]));
  await transact(db, async (tx) => {
    for (const [index, { facts, deleted, voided }] of sample.entries()) {
      const answer = { ...facts, id: String(index + 1) };
      await mirrorInvoice(tx, realmKey, answer, { readAt: 1, how: 'list' }, { deleted, voided });
    }
  });
  const filter: ListFilter = {
    realmKey,
    customerId: null,
    dates: ends,
    text: '',
    statuses: [],
    today,
  };
  for (const status of moneyStatuses) {
    const found: string[] = [];
    for (let count = 1; found.length < count; ) {
      const page = await listRows(db, { ...filter, statuses: [status] }, found.length);
      found.push(...page.rows.map(({ invoiceId }) => invoiceId));
      count = page.count;
    }
    const should = [...expected].filter(
      ([, { money, overdue }]) => money === status || (status === 'overdue' && overdue),
    );
    expect(should.length).toBeGreaterThan(20);
    expect(found.toSorted()).toEqual(should.map(([id]) => id).toSorted());
  }
});
