import { describe, expect, test } from 'vitest';
import { type Case, check, line } from '../../testing/check-cases.ts';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { checkDraft } from './check-draft.ts';

test('a valid draft has no problems', () => {
  expect(checkDraft(makeDraft(), makeProfile())).toEqual([]);
});

describe('the whole invoice', () => {
  const off = (
    kind: 'percent' | 'amount',
    value: string,
    differs: Partial<DraftContent['details']> = {},
  ) => makeDraft({ discount: { kind, value }, details: differs });
  const refund = (price: string) =>
    makeDraft({ lines: [makeLine({ unitPrice: '100' }), makeLine({ unitPrice: price })] });

  test.each<Case>([
    ['a discount of 100 %', off('percent', '100'), {}, []],
    ['a percentage of two decimals', off('percent', '33.33'), {}, []],
    [
      'a percentage with more decimals than QuickBooks stores',
      off('percent', '33.333'),
      {},
      [{ path: 'discount.value', problem: 'percent_decimals', limit: 2 }],
    ],
    [
      'emoji',
      makeDraft({
        customer: { to: 'Alder 🎉', choice: { kind: 'new', name: 'Alder 🎉' } },
        details: { memo: '🎉' },
        lines: [makeLine({ description: 'Desk 🎉' })],
      }),
      {},
      [
        { path: 'customer.choice.name', problem: 'emoji' },
        { path: 'customer.to', problem: 'emoji' },
        { path: 'details.memo', problem: 'emoji' },
        { path: 'lines.0.description', problem: 'emoji' },
      ],
    ],
    [
      'a French invoice without a number',
      makeDraft({ details: { number: ' ' } }),
      { country: 'FR', customNumbers: true },
      [{ path: 'details.number', problem: 'required' }],
    ],
    [
      'a French invoice that QuickBooks numbers',
      makeDraft({ details: { number: '' } }),
      { country: 'FR', customNumbers: false },
      [],
    ],
    ['a British invoice without a number', makeDraft(), { customNumbers: true }, []],
    [
      'a control character in a name',
      makeDraft({ customer: { choice: { kind: 'new', name: 'Al\u0007der' } } }),
      {},
      [{ path: 'customer.choice.name', problem: 'forbidden_characters' }],
    ],
    [
      'a discount of 101 %',
      off('percent', '101'),
      {},
      [{ path: 'discount.value', problem: 'discount_too_large', limit: 100 }],
    ],
    ['a discount of the subtotal', off('amount', '100.00'), {}, []],
    [
      'a discount above the subtotal',
      off('amount', '100.01'),
      {},
      [{ path: 'discount.value', problem: 'discount_too_large', limit: '100.00' }],
    ],
    [
      'a discount of a price that contains the tax',
      off('amount', '100', { taxMode: 'inclusive' }),
      {},
      [],
    ],
    [
      'a discount of words',
      off('amount', 'some'),
      {},
      [{ path: 'discount.value', problem: 'not_a_number' }],
    ],
    [
      'a discount in a company without discounts',
      off('percent', '5'),
      { discounts: false },
      [{ path: 'discount.value', problem: 'discounts_off' }],
    ],
    [
      'an empty discount in a company without discounts',
      off('percent', ''),
      { discounts: false },
      [],
    ],
    [
      'a discount of 0 in a company without discounts',
      off('amount', '0'),
      { discounts: false },
      [],
    ],
    ['a negative line below the other', refund('-40'), {}, []],
    ['a negative line that makes the total 0', refund('-100'), {}, []],
    [
      'a negative line that makes the total negative',
      refund('-100.01'),
      {},
      [{ path: 'lines', problem: 'negative_total' }],
    ],
    [
      'a tax that makes the total too large',
      line({ unitPrice: '90000000000' }),
      {},
      [{ path: 'lines', problem: 'too_large', limit: '99999999999.99' }],
    ],
  ])('is checked: %s', check);
});
