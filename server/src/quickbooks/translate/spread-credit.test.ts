import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, sum } from '../../shared/money/money.ts';
import { spreadCredit } from './translate-payment.ts';

const spread = (amounts: number[], credit: number): string[] =>
  spreadCredit(
    amounts.map((amount, index) => ({ invoiceId: String(index), amount: new Big(amount) })),
    new Big(credit),
  ).map((one) => one.credit.toFixed(2));

describe('spreadCredit', () => {
  test.each<[string, number[], number, string[]]>([
    ['no credit: all of it is money', [30, 20], 0, ['0.00', '0.00']],
    ['a payment of nothing but credit', [30, 20], 50, ['30.00', '20.00']],
    ['part of it: the first is filled first', [30, 20], 40, ['30.00', '10.00']],
    ['less than the first', [30, 20], 12.5, ['12.50', '0.00']],
    ['to the cent', [0.1, 0.2], 0.3, ['0.10', '0.20']],
    ['more than went to invoices: the rest was refunded', [30], 50, ['30.00']],
    ['no invoices at all', [], 50, []],
  ])('%s', (_, amounts, credit, expected) => {
    expect(spread(amounts, credit)).toEqual(expected);
  });

  test('loses no credit and gives no invoice more than its amount', () => {
    const cents = fc.integer({ min: 0, max: 100_000 }).map((units) => units / 100);
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 8 }), cents, (amounts, credit) => {
        const parts = spread(amounts, credit);
        for (const [index, part] of parts.entries()) {
          expect(new Big(part).gte(0) && new Big(part).lte(amounts[index] ?? 0)).toBe(true);
        }
        const all = sum(amounts.map((amount) => new Big(amount)));
        const expected = all.lt(credit) ? all : new Big(credit);
        expect(sum(parts.map((part) => new Big(part))).toFixed(2)).toBe(expected.toFixed(2));
      }),
    );
  });
});
