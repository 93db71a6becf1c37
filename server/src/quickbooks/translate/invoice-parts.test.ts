import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, money, sum } from '../../shared/money/money.ts';
import { rawLine } from './invoice-lines.ts';
import { type InvoiceParts, invoiceParts } from './invoice-parts.ts';

const item = (Amount: number, more: object = {}) => ({
  Amount,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: '3', name: 'Oak desk' }, ...more },
});
const shipping = (Amount: number) => item(Amount, { ItemRef: { value: 'SHIPPING_ITEM_ID' } });
const bundle = (Amount: number | undefined, ...inner: number[]) => ({
  Amount,
  DetailType: 'GroupLineDetail',
  GroupLineDetail: {
    GroupItemRef: { value: '24', name: 'Assorted sweets' },
    Quantity: 3,
    Line: inner.map((amount) => item(amount)),
  },
});
const subtotal = (Amount: number) => ({ Amount, DetailType: 'SubTotalLineDetail' });
const discount = (Amount: number) => ({ Amount, DetailType: 'DiscountLineDetail' });
const words = (Amount?: number) => ({ Amount, DetailType: 'DescriptionOnly', Description: 'Hi' });
const unknown = (Amount: number) => ({ Amount, DetailType: 'DepositLineDetail' });

const partsFrom = (lines: object[], total: number, tax = 0): InvoiceParts =>
  invoiceParts(
    lines.map((line) => rawLine.parse(line)),
    { tax: new Big(tax), total: new Big(total) },
  );

const figures = ({ lines, ...rest }: InvoiceParts) => ({
  lines: lines.map(({ amount }) => amount),
  ...rest,
});

describe('invoiceParts', () => {
  test.each([
    ['its own amount is 0', 0],
    ['its own amount is left out', undefined],
    ['its own amount is filled in', 10.61],
  ])('a bundle has the sum of its inner lines: %s', (_, amount) => {
    const lines = [bundle(amount, 7.96, 2.65), subtotal(10.61), discount(2.12)];
    const parts = partsFrom(lines, 9.6, 1.11);
    expect(figures(parts)).toEqual({
      lines: ['10.61'],
      subtotal: '10.61',
      discount: '2.12',
      shipping: '0.00',
      other: '0.00',
    });
    expect(parts.lines[0]).toMatchObject({
      kind: 'bundle',
      itemName: 'Assorted sweets',
      quantity: null,
      bundleQuantity: '3',
      inner: [{ amount: '7.96' }, { amount: '2.65' }],
    });
  });

  test('shipping is neither a line nor in the subtotal', () => {
    const lines = [item(50), subtotal(50), discount(5), shipping(2)];
    expect(figures(partsFrom(lines, 52, 5))).toEqual({
      lines: ['50.00'],
      subtotal: '50.00',
      discount: '5.00',
      shipping: '2.00',
      other: '0.00',
    });
  });

  test('text lines and inline subtotals do not count', () => {
    const lines = [item(50), words(50), subtotal(50), item(20), words(), subtotal(70)];
    expect(figures(partsFrom(lines, 70))).toMatchObject({
      lines: ['50.00', '0.00', '20.00', '0.00'],
      subtotal: '70.00',
      other: '0.00',
    });
  });

  test('a line of an unknown kind counts when the total includes it', () => {
    const counted = partsFrom([item(50), unknown(7)], 57);
    expect(figures(counted)).toMatchObject({ lines: ['50.00', '7.00'], subtotal: '57.00' });
    const only = partsFrom([item(50), unknown(7)], 50);
    expect(figures(only)).toMatchObject({ lines: ['50.00', '0.00'], subtotal: '50.00' });
    expect(only.lines[1]?.kind).toBe('other');
  });

  test('an unexplained amount becomes `other`', () => {
    expect(partsFrom([item(50)], 53).other).toBe('3.00');
    expect(partsFrom([item(50), unknown(7)], 53).other).toBe('-4.00');
  });
});

const cents = fc.integer({ min: -500_000, max: 5_000_000 }).map((units) => units / 100);
const line = fc.oneof(
  cents.map((amount) => item(amount)),
  cents.map(shipping),
  cents.map(discount),
  cents.map(unknown),
  fc.option(cents, { nil: undefined }).map(words),
  fc.array(cents, { maxLength: 4 }).map((inner) => bundle(0, ...inner)),
  fc
    .array(cents, { maxLength: 4 })
    .map((inner) => bundle(sum(inner.map((one) => new Big(one))).toNumber(), ...inner)),
);

test('the parts add up to the total for any lines', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 9 }), cents, cents, (lines, tax, total) => {
      const parts = partsFrom(lines, total, tax);
      const shown = sum(parts.lines.map(({ amount }) => new Big(amount)));
      expect(money(shown)).toBe(parts.subtotal);
      const all = shown.minus(parts.discount).plus(parts.shipping).plus(parts.other).plus(tax);
      expect(all.toFixed(2)).toBe(new Big(total).toFixed(2));
    }),
  );
});
