import { expect, test } from 'vitest';
import { makeLine } from '../../testing/make-draft.ts';
import type { DraftLine } from '../contract/draft-content.ts';
import {
  type LineDiscountParts,
  lineDiscountParts,
  withDiscountSentence,
} from './line-discount-text.ts';

test.each<[string, Partial<DraftLine>, LineDiscountParts | null]>([
  [
    'a percentage',
    { unitPrice: '1,250.5', discount: { kind: 'percent', value: '12,50' } },
    { grossUnitPrice: '1250.50', discount: { kind: 'percent', value: '12.5' } },
  ],
  [
    'an amount off the line',
    { quantity: '4', unitPrice: '0.5306667', discount: { kind: 'amount', value: '1' } },
    { grossUnitPrice: '0.5306667', discount: { kind: 'amount', value: '1.00' } },
  ],
  ['no discount', { discount: { kind: 'none' } }, null],
  ['a discount without a value', { discount: { kind: 'percent', value: ' ' } }, null],
  ['a discount of 0 %', { discount: { kind: 'percent', value: '0' } }, null],
  ['less than a cent off', { unitPrice: '1', discount: { kind: 'percent', value: '0.1' } }, null],
  ['a discount that is not a number', { discount: { kind: 'amount', value: 'a lot' } }, null],
  [
    'a price that is not a number',
    { unitPrice: '', discount: { kind: 'percent', value: '10' } },
    null,
  ],
])('the discount sentence of a line with %s', (_, line, parts) => {
  expect(lineDiscountParts(makeLine(line))).toEqual(parts);
});

test('the sentence is on its own line below the description, if there is one', () => {
  expect(withDiscountSentence('Standing desk\n', '10 % off 500.00')).toBe(
    'Standing desk\n10 % off 500.00',
  );
  expect(withDiscountSentence(' ', '10 % off 500.00')).toBe('10 % off 500.00');
});
