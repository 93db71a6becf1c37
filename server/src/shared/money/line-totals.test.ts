import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import type { DraftLine } from '../contract/draft-content.ts';
import { invoiceTotals } from './invoice-totals.ts';

const oneLine = (line: Partial<DraftLine>) =>
  invoiceTotals(makeDraft({ lines: [makeLine(line)] }), makeProfile()).lines[0];

describe('the totals of one line', () => {
  test.each([
    ['no discount', { quantity: '3', unitPrice: '19.99' }, '19.99', '59.97', '0.00'],
    [
      'a price of many decimals',
      { quantity: '3', unitPrice: '0.5306667' },
      '0.5306667',
      '1.59',
      '0.00',
    ],
    [
      'a quantity of many decimals',
      { quantity: '1.33333', unitPrice: '7.5' },
      '7.50',
      '10.00',
      '0.00',
    ],
    ['10 % off 100', { discount: { kind: 'percent', value: '10' } }, '90.00', '90.00', '10.00'],
    [
      'a third off, with the decimals that the price needs',
      { quantity: '7', unitPrice: '10', discount: { kind: 'percent', value: '33.3' } },
      '6.67',
      '46.69',
      '23.31',
    ],
    [
      '1.00 off 300 pieces',
      { quantity: '300', unitPrice: '2', discount: { kind: 'amount', value: '1' } },
      '1.99667',
      '599.00',
      '1.00',
    ],
    ['everything off', { discount: { kind: 'percent', value: '100' } }, '0.00', '0.00', '100.00'],
    [
      'more than everything off',
      { discount: { kind: 'amount', value: '500' } },
      '0.00',
      '0.00',
      '100.00',
    ],
    [
      'a discount without a value',
      { discount: { kind: 'percent', value: '' } },
      '100.00',
      '100.00',
      '0.00',
    ],
    ['a negative price', { unitPrice: '-40' }, '-40.00', '-40.00', '0.00'],
    [
      '10 % off a negative price',
      { unitPrice: '-40', discount: { kind: 'percent', value: '10' } },
      '-36.00',
      '-36.00',
      '-4.00',
    ],
    [
      'a quantity of 0',
      { quantity: '0', discount: { kind: 'amount', value: '5' } },
      '100.00',
      '0.00',
      '0.00',
    ],
    ['comma decimals', { quantity: '1,5', unitPrice: '1.234,50' }, '1234.50', '1851.75', '0.00'],
  ] satisfies [string, Partial<DraftLine>, string, string, string][])(
    'with %s',
    (_, line, netUnitPrice, amount, discountAmount) => {
      expect(oneLine(line)).toMatchObject({
        netUnitPrice,
        amount,
        discountAmount,
        inclusiveAmount: null,
      });
    },
  );

  test('keep amount = price x quantity when no price makes the exact cent', () => {
    expect(
      oneLine({ quantity: '3000000', unitPrice: '1', discount: { kind: 'amount', value: '0.01' } }),
    ).toMatchObject({
      netUnitPrice: '1.00',
      amount: '3000000.00',
      grossAmount: '3000000.00',
      discountAmount: '0.00',
    });
  });

  test.each([
    { quantity: '' },
    { quantity: 'two' },
    { unitPrice: '' },
    { unitPrice: '1.2.3' },
    { discount: { kind: 'percent', value: 'x' } },
    { discount: { kind: 'amount', value: '-5' } },
  ] satisfies Partial<DraftLine>[])('count as zero when a figure is not a number: %j', (line) => {
    const totals = invoiceTotals(
      makeDraft({ lines: [makeLine({ key: 'bad', ...line }), makeLine({ unitPrice: '50' })] }),
      makeProfile(),
    );
    expect(totals.lines[0]).toEqual({
      key: 'bad',
      netUnitPrice: null,
      amount: null,
      grossAmount: null,
      discountAmount: null,
      inclusiveAmount: null,
    });
    expect(totals).toMatchObject({
      subtotal: '50.00',
      tax: '10.00',
      total: '60.00',
      complete: false,
    });
  });
});
