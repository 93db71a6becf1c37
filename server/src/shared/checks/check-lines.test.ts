import { describe, test } from 'vitest';
import { type Case, check, line } from '../../testing/check-cases.ts';
import { makeDraft, makeLine, usProfile } from '../../testing/make-draft.ts';
import type { DraftLine } from '../contract/draft-content.ts';

describe('the lines of a draft', () => {
  const dollars = (differs: Partial<DraftLine>) =>
    makeDraft({ details: { currency: 'USD' }, lines: [makeLine(differs)] });

  test.each<Case>([
    ['no lines', makeDraft({ lines: [] }), {}, [{ path: 'lines', problem: 'no_lines' }]],
    [
      'more lines than QuickBooks accepts',
      makeDraft({ lines: Array(751).fill(makeLine()) }),
      {},
      [{ path: 'lines', problem: 'too_many_lines', limit: 750 }],
    ],
    [
      'a line without an item',
      line({ item: null }),
      {},
      [{ path: 'lines.0.item', problem: 'link_item' }],
    ],
    ['a description of 4000 characters', line({ description: 'd'.repeat(4000) }), {}, []],
    [
      'a description of 4001 characters',
      line({ description: 'd'.repeat(4001) }),
      {},
      [{ path: 'lines.0.description', problem: 'too_long', limit: 4000 }],
    ],
    [
      'a description that is too long with its discount sentence',
      line({ description: 'd'.repeat(3881), discount: { kind: 'percent', value: '10' } }),
      {},
      [{ path: 'lines.0.description', problem: 'too_long', limit: 3880 }],
    ],
    [
      'a quantity of 41 characters',
      line({ quantity: '9'.repeat(41) }),
      {},
      [{ path: 'lines.0.quantity', problem: 'too_long', limit: 40 }],
    ],
    [
      'a discount of 41 characters',
      line({ discount: { kind: 'percent', value: `1.${'3'.repeat(39)}` } }),
      {},
      [{ path: 'lines.0.discount.value', problem: 'too_long', limit: 40 }],
    ],
    [
      'no quantity',
      line({ quantity: '' }),
      {},
      [{ path: 'lines.0.quantity', problem: 'required' }],
    ],
    [
      'a quantity of words',
      line({ quantity: 'two' }),
      {},
      [{ path: 'lines.0.quantity', problem: 'not_a_number' }],
    ],
    [
      'a quantity of 0',
      line({ quantity: '0' }),
      {},
      [{ path: 'lines.0.quantity', problem: 'not_positive' }],
    ],
    [
      'a quantity of -1',
      line({ quantity: '-1' }),
      {},
      [
        { path: 'lines.0.quantity', problem: 'not_positive' },
        { path: 'lines', problem: 'negative_total' },
      ],
    ],
    ['a quantity of seven decimals', line({ quantity: '1.0000001' }), {}, []],
    [
      'a quantity of eight decimals',
      line({ quantity: '1.00000001' }),
      {},
      [{ path: 'lines.0.quantity', problem: 'too_many_decimals', limit: 7 }],
    ],
    [
      'no price',
      line({ unitPrice: ' ' }),
      {},
      [{ path: 'lines.0.unitPrice', problem: 'required' }],
    ],
    [
      'a price of words',
      line({ unitPrice: 'free' }),
      {},
      [{ path: 'lines.0.unitPrice', problem: 'not_a_number' }],
    ],
    ['a price of 0', line({ unitPrice: '0' }), {}, []],
    ['a price of seven decimals', line({ unitPrice: '0.5306667' }), {}, []],
    [
      'a price of eight decimals',
      line({ unitPrice: '0.53066671' }),
      {},
      [{ path: 'lines.0.unitPrice', problem: 'too_many_decimals', limit: 7 }],
    ],
    [
      'an amount too large',
      line({ quantity: '1000', unitPrice: '100000000', taxCodeId: 'zero' }),
      {},
      [
        { path: 'lines.0.unitPrice', problem: 'too_large', limit: '99999999999.99' },
        { path: 'lines', problem: 'too_large', limit: '99999999999.99' },
      ],
    ],
    ['the largest amount', line({ unitPrice: '99,999,999,999.99', taxCodeId: 'zero' }), {}, []],
    ['a discount without a value', line({ discount: { kind: 'amount', value: '' } }), {}, []],
    [
      'a line discount in a company without discounts',
      line({ discount: { kind: 'percent', value: '5' } }),
      { discounts: false },
      [],
    ],
    [
      'a discount of words',
      line({ discount: { kind: 'percent', value: 'half' } }),
      {},
      [{ path: 'lines.0.discount.value', problem: 'not_a_number' }],
    ],
    [
      'a negative discount',
      line({ discount: { kind: 'amount', value: '-5' } }),
      {},
      [{ path: 'lines.0.discount.value', problem: 'not_positive' }],
    ],
    [
      'a discount above 100 %',
      line({ discount: { kind: 'percent', value: '100.01' } }),
      {},
      [{ path: 'lines.0.discount.value', problem: 'discount_too_large', limit: 100 }],
    ],
    ['a discount of the whole line', line({ discount: { kind: 'amount', value: '100' } }), {}, []],
    [
      'a discount above the line amount',
      line({ quantity: '2', discount: { kind: 'amount', value: '200.01' } }),
      {},
      [{ path: 'lines.0.discount.value', problem: 'discount_too_large', limit: '200.00' }],
    ],
    [
      'no tax code',
      line({ taxCodeId: null }),
      {},
      [{ path: 'lines.0.taxCodeId', problem: 'choose_tax_code' }],
    ],
    [
      'a tax code that the company does not have',
      line({ taxCodeId: 'gone' }),
      {},
      [{ path: 'lines.0.taxCodeId', problem: 'tax_code_unusable' }],
    ],
    [
      'no tax code on an invoice without tax',
      makeDraft({ lines: [makeLine({ taxCodeId: null })], details: { taxMode: 'none' } }),
      {},
      [],
    ],
    ['no tax code in the US', dollars({ taxCodeId: null }), usProfile('us_automatic'), []],
    ['NON in the US', dollars({ taxCodeId: 'NON' }), usProfile('us_manual'), []],
    [
      'another code in the US',
      dollars({ taxCodeId: 'county' }),
      usProfile('us_automatic'),
      [{ path: 'lines.0.taxCodeId', problem: 'tax_code_unusable' }],
    ],
    ['any code when sales tax is off', dollars({ taxCodeId: 'county' }), usProfile('off'), []],
    [
      'several problems in several lines',
      makeDraft({
        lines: [makeLine(), makeLine({ item: null, quantity: 'x' }), makeLine({ taxCodeId: null })],
      }),
      {},
      [
        { path: 'lines.1.item', problem: 'link_item' },
        { path: 'lines.1.quantity', problem: 'not_a_number' },
        { path: 'lines.2.taxCodeId', problem: 'choose_tax_code' },
      ],
    ],
  ])('are checked: %s', check);
});
