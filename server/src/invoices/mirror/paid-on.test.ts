import { describe, expect, test } from 'vitest';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { paidOn } from './paid-on.ts';

const invoice = {
  id: '145',
  total: '100.00',
  balance: '0.00',
  deposit: '0.00',
  issueDate: '2027-03-01',
  paymentIds: ['301', '302'],
};
const payment = (id: string, date: string, amount: string, credit = '0.00') => ({
  id,
  date,
  createdAt: `${date}T10:00:00-07:00`,
  method: null,
  reference: null,
  applied: [
    { invoiceId: '145', amount, credit },
    { invoiceId: '7', amount: '5.00', credit: '0.00' },
  ],
});
const both = [payment('302', '2027-03-20', '40.00'), payment('301', '2027-03-11', '60.00')];

describe('paidOn', () => {
  const credit = [payment('301', '2027-03-11', '60.00'), payment('302', '2027-03-12', '40', '40')];
  const cases: [string, Partial<typeof invoice>, typeof both, string | null][] = [
    ['returns the date of the last payment', {}, both, '2027-03-20'],
    ['returns the date of a credit that covered the rest', {}, credit, '2027-03-12'],
    ['returns the issue date for a full deposit', { deposit: '100.00' }, [], '2027-03-01'],
    ['returns null when a payment is not mirrored', {}, both.slice(0, 1), null],
    ['returns null when the invoice does not name a payment', { paymentIds: ['301'] }, both, null],
    ['returns null for a payment without a date', {}, [payment('301', '', '100.00')], null],
    ['returns null while a balance is open', { balance: '0.01' }, both, null],
    ['returns null for a total of 0', { total: '0.00' }, [], null],
  ];
  test.each(cases)('%s', (_, differs, payments, expected) => {
    expect(paidOn({ ...invoice, ...differs }, payments)).toBe(expected);
  });
});

describe.concurrent('the row of an invoice', () => {
  test('shows the paid date after a read that includes payments', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.credit(40);
    expect((await fixture.refresh()).invoices).toMatchObject([{ balance: '60.00', paidOn: null }]);
    await fixture.pay(60, '2099-01-12');
    await fixture.refresh();
    await fixture.forgetCalls();
    expect(await fixture.row()).toMatchObject({ status: 'paid', paidOn: '2099-01-12' });
    expect(await fixture.calls()).toEqual([]);
  });

  test('keeps the date after an edit, whose response has no payments', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.pay(100, '2026-11-02');
    const { seen } = await fixture.show();
    const { body } = await fixture.act('edit', { seen, changes: { memo: 'Paid by transfer' } });
    expect(body.invoice).toMatchObject({ status: 'paid', paidOn: '2026-11-02' });
  });

  test('has no paid date after a void', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.pay(100, '2026-11-02');
    expect((await fixture.refresh()).invoices).toMatchObject([{ paidOn: '2026-11-02' }]);
    await fixture.voidInQuickbooks();
    expect((await fixture.refresh()).invoices).toMatchObject([{ status: 'voided', paidOn: null }]);
  });
});
