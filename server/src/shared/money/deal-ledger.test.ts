import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BilledInvoice, creditOn, dealLedger as ledgerBy } from './deal-ledger.ts';
import type { ValueBasis } from './deal-value-basis.ts';
import { Big, money } from './money.ts';

const invoice = (differs: Partial<BilledInvoice> = {}): BilledInvoice => ({
  currency: 'EUR',
  total: '1000.00',
  tax: '0.00',
  balance: '1000.00',
  credited: '0.00',
  status: 'open',
  overdue: false,
  ...differs,
});

const deal = { value: '12000', currency: 'EUR' };

const counted = { basis: 'without_tax' as ValueBasis, derived: true };

const dealLedger = (invoices: BilledInvoice[], worth: Parameters<typeof ledgerBy>[1]) =>
  ledgerBy(invoices, worth, counted);

describe('the ledger of a deal', () => {
  test('has its whole value left without invoices', () => {
    expect(dealLedger([], deal)).toEqual({
      value: { amount: '12000', currency: 'EUR' },
      rows: [],
      left: '12000.00',
      orphaned: '0.00',
      ...counted,
    });
  });

  test('adds up billed, paid, open and overdue amounts', () => {
    const some = [
      invoice({ total: '4000.00', balance: '3000.00', status: 'partially_paid', overdue: true }),
      invoice({ total: '3000.00', balance: '0.00', status: 'paid' }),
      invoice({ total: '500.10', balance: '500.10' }),
      invoice({ total: '0.20', balance: '0.20', status: 'overdue', overdue: true }),
    ];
    expect(dealLedger(some, deal)).toEqual({
      value: { amount: '12000', currency: 'EUR' },
      rows: [
        {
          currency: 'EUR',
          invoiced: '7500.30',
          beforeTax: '7500.30',
          paid: '4000.00',
          credited: '0.00',
          open: '3500.30',
          overdue: '3000.20',
        },
      ],
      left: '4499.70',
      orphaned: '0.00',
      ...counted,
    });
  });

  test('ignores voided and deleted invoices', () => {
    const excluded = [
      invoice({ status: 'voided', total: '0.00', balance: '0.00' }),
      invoice({ status: 'deleted', balance: '0.00' }),
    ];
    expect(dealLedger(excluded, deal)).toMatchObject({ rows: [], left: '12000.00' });
  });

  test('adds credits to the amount left, and does not count them as paid', () => {
    const some = [invoice({ balance: '300.00', credited: '200.00', status: 'partially_paid' })];
    expect(dealLedger(some, deal)).toMatchObject({
      rows: [{ invoiced: '1000.00', paid: '500.00', credited: '200.00', open: '300.00' }],
      left: '11200.00',
    });
  });

  test('limits a credit to the settled amount, because its removal may not be mirrored yet', () => {
    const some = [invoice({ balance: '900.00', credited: '200.00', status: 'partially_paid' })];
    expect(dealLedger(some, deal).rows).toMatchObject([{ paid: '0.00', credited: '100.00' }]);
  });

  describe('with an invoice that contains tax', () => {
    const taxed = invoice({ total: '1200.00', tax: '200.00', balance: '1200.00' });
    const credited = { ...taxed, balance: '900.00', credited: '300.00' };
    const left = (some: BilledInvoice, basis: ValueBasis) =>
      ledgerBy([some], deal, { basis, derived: true });

    test('compares net with net, and gross with gross', () => {
      expect(left(taxed, 'without_tax')).toMatchObject({
        rows: [{ invoiced: '1200.00', beforeTax: '1000.00', open: '1200.00' }],
        left: '11000.00',
      });
      expect(left(taxed, 'with_tax')).toMatchObject({
        rows: [{ invoiced: '1200.00', beforeTax: '1000.00', open: '1200.00' }],
        left: '10800.00',
      });
    });

    test('adds a credit back with or without its tax, as the invoice was counted', () => {
      expect(left(credited, 'without_tax').left).toBe('11250.00');
      expect(left(credited, 'with_tax').left).toBe('11100.00');
    });

    test('has its whole value left when the invoice is fully credited', () => {
      const whole = { ...taxed, balance: '0.00', credited: '1200.00' };
      expect(left(whole, 'without_tax').left).toBe('12000.00');
      expect(left(whole, 'with_tax').left).toBe('12000.00');
    });
  });

  test('calculates what invoices of deals that no longer exist would take of its value', () => {
    const orphans = [
      invoice({ total: '1200.00', tax: '200.00', balance: '1200.00' }),
      invoice({ currency: 'USD' }),
      invoice({ status: 'voided', total: '0.00', balance: '0.00' }),
    ];
    expect(ledgerBy([invoice()], deal, counted, orphans)).toMatchObject({
      rows: [{ currency: 'EUR', invoiced: '1000.00' }],
      left: '11000.00',
      orphaned: '1000.00',
    });
  });

  test('is negative by the amount that is billed too much', () => {
    expect(dealLedger([invoice({ total: '12000.01' })], deal).left).toBe('-0.01');
  });

  test('has one row per currency, the deal’s own first', () => {
    const some = [
      invoice({ currency: 'USD', total: '70.00', balance: '70.00' }),
      invoice(),
      invoice({ currency: 'CHF', total: '30.00', balance: '30.00' }),
    ];
    const ledger = dealLedger(some, deal);
    expect(ledger.rows.map(({ currency, invoiced }) => [currency, invoiced])).toEqual([
      ['EUR', '1000.00'],
      ['CHF', '30.00'],
      ['USD', '70.00'],
    ]);
    expect(ledger.left).toBe('11000.00');
    expect(dealLedger(some.slice(0, 1), deal).left).toBe('12000.00');
  });

  test.each([[null], [{ value: null, currency: 'EUR' }], [{ value: '0', currency: 'EUR' }]])(
    'has sums only for the deal %j',
    (worth) => {
      expect(dealLedger([invoice()], worth)).toMatchObject({
        value: null,
        rows: [{ invoiced: '1000.00' }],
        left: null,
      });
    },
  );

  test('always adds up: billed is paid, credited and open, and left is the unbilled value', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 });
    const some = fc.array(
      fc
        .tuple(cents, fc.nat(100), fc.nat(100), fc.constantFrom('EUR', 'USD'), fc.boolean())
        .map(([total, settled, credited, currency, overdue]) => {
          const balance = total - Math.floor((total * settled) / 100);
          const text = (units: number) => (units / 100).toFixed(2);
          return invoice({
            currency,
            overdue,
            total: text(total),
            balance: text(balance),
            credited: text(Math.floor(((total - balance) * credited) / 100)),
          });
        }),
    );
    fc.assert(
      fc.property(some, (invoices) => {
        const { rows, left } = dealLedger(invoices, deal);
        for (const row of rows) {
          const parts = new Big(row.paid).plus(row.credited).plus(row.open);
          expect(money(parts)).toBe(row.invoiced);
          expect(new Big(row.overdue).lte(row.open)).toBe(true);
        }
        const own = rows.find(({ currency }) => currency === 'EUR');
        const billed = new Big(own?.invoiced ?? 0).minus(own?.credited ?? 0);
        expect(money(billed.plus(left ?? 0))).toBe('12000.00');
      }),
    );
  });
});

test('the credit of an invoice is that of the payments it lists', () => {
  const payment = (id: string, ...applied: [invoiceId: string, credit: string][]) => ({
    id,
    applied: applied.map(([invoiceId, credit]) => ({ invoiceId, credit })),
  });
  const payments = [
    payment('301', ['145', '10.10'], ['146', '99.00']),
    payment('302', ['145', '0.20']),
    payment('303', ['145', '7.00']),
  ];
  expect(creditOn({ id: '145', paymentIds: ['301', '302', '999'] }, payments)).toBe('10.30');
  expect(creditOn({ id: '147', paymentIds: [] }, payments)).toBe('0.00');
});
