import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, money } from './money.ts';
import { paymentsInOrder } from './payments-in-order.ts';

const invoice = {
  id: '145',
  total: '1000.00',
  deposit: '0.00',
  balance: '1000.00',
  issueDate: '2027-03-01',
};

const payment = (id: string, date: string, amount: string, credit = '0.00') => ({
  id,
  date,
  createdAt: `${date}T10:00:00-07:00`,
  method: 'Cheque',
  reference: `no. ${id}`,
  applied: [
    { invoiceId: '7', amount: '5.00', credit: '5.00' },
    { invoiceId: '145', amount, credit },
  ],
});

describe('paymentsInOrder', () => {
  test('is empty without payments', () => {
    expect(paymentsInOrder(invoice, [])).toEqual([]);
  });

  test('sorts payments by date and subtracts them from the total', () => {
    const balance = '350.00';
    const payments = [
      payment('302', '2027-03-20', '400.00'),
      payment('301', '2027-03-16', '250.00'),
    ];
    expect(paymentsInOrder({ ...invoice, balance }, payments)).toEqual([
      {
        id: '301',
        kind: 'payment',
        date: '2027-03-16',
        method: 'Cheque',
        reference: 'no. 301',
        amount: '250.00',
        balanceAfter: '750.00',
      },
      expect.objectContaining({ id: '302', amount: '400.00', balanceAfter: '350.00' }),
    ]);
  });

  test('sorts payments of one day by the time of recording', () => {
    const at = (id: string, createdAt: string) => ({
      ...payment(id, '2027-03-16', '100.00'),
      createdAt,
    });
    const later = at('9', '2027-03-16T17:00:00-07:00');
    const earlier = at('10', '2027-03-16T23:30:00+00:00');
    const rows = paymentsInOrder({ ...invoice, balance: '800.00' }, [later, earlier]);
    expect(rows.map(({ id }) => id)).toEqual(['10', '9']);
  });

  test('separates credits from money, so a payment with both has two rows', () => {
    const payments = [
      payment('301', '2027-03-16', '300.00', '300.00'),
      payment('302', '2027-03-20', '500.00', '120.00'),
    ];
    expect(paymentsInOrder({ ...invoice, balance: '200.00' }, payments)).toMatchObject([
      { id: '301', kind: 'credit', method: null, amount: '300.00', balanceAfter: '700.00' },
      { id: '302', kind: 'credit', method: null, amount: '120.00', balanceAfter: '580.00' },
      { id: '302', kind: 'payment', method: 'Cheque', amount: '380.00', balanceAfter: '200.00' },
    ]);
  });

  test('begins with the deposit', () => {
    const paid = { ...invoice, deposit: '100.00', balance: '650.00' };
    expect(paymentsInOrder(paid, [payment('301', '2027-02-16', '250.00')])).toMatchObject([
      { id: null, kind: 'deposit', date: '2027-03-01', amount: '100.00', balanceAfter: '900.00' },
      { id: '301', balanceAfter: '650.00' },
    ]);
  });

  test('ends with the amount that no payment explains', () => {
    const payments = [payment('301', '2027-03-16', '250.00')];
    expect(paymentsInOrder({ ...invoice, balance: '700.00' }, payments)).toMatchObject([
      { id: '301', balanceAfter: '750.00' },
      { id: null, kind: 'other', date: '', amount: '50.00', balanceAfter: '700.00' },
    ]);
  });

  test('is empty for a voided invoice whose payments are no longer applied to it', () => {
    const voided = { ...invoice, total: '0.00', balance: '0.00' };
    expect(
      paymentsInOrder(voided, [{ ...payment('301', '2027-03-16', '1'), applied: [] }]),
    ).toEqual([]);
  });

  test('subtracts every row from the one before and always ends at the balance', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 }).map((units) => (units / 100).toFixed(2));
    const paid = fc.record({ amount: cents, credited: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(cents, cents, cents, fc.array(paid), (total, deposit, balance, some) => {
        const payments = some.map(({ amount, credited }, index) => {
          const credit = money(new Big(amount).times(credited).div(100));
          return payment(String(index), '2027-03-16', amount, credit);
        });
        const rows = paymentsInOrder({ ...invoice, total, deposit, balance }, payments);
        let left = new Big(total);
        for (const row of rows) {
          left = left.minus(row.amount);
          expect(row.balanceAfter).toBe(money(left));
        }
        expect(money(left)).toBe(balance);
        if (rows.length === 0) expect(total).toBe(balance);
      }),
    );
  });
});
