import { expect, it } from 'vitest';
import type { DraftLine } from '../../shared/contract/draft-content.ts';
import { makeLine } from '../../testing/make-draft.ts';
import { itemsByTaxCode } from './fill-entry.ts';

const deposit = makeLine({ item: { id: '9', name: 'Deposit', taxable: null } });

it('takes the item of the last line with each tax code', () => {
  const later = makeLine({ item: { id: '10', name: 'Balance', taxable: null } });
  const free = makeLine({ item: { id: '11', name: 'Books', taxable: null }, taxCodeId: 'zero' });
  const items = itemsByTaxCode([deposit, later, free]);
  expect([...items].map(([code, { id }]) => [code, id])).toEqual([
    ['standard', '10'],
    ['zero', '11'],
  ]);
});

it.each<[string, Partial<DraftLine>]>([
  ['a fee', { item: { id: '7', name: 'Card fee', taxable: null }, fee: { percent: '3' } }],
  ['an item that does not exist yet', { item: { id: null, name: 'New', taxable: null } }],
  ['a text', { kind: 'text' }],
  ['a bundle', { bundle: { id: '5', name: 'Set', parts: [] } }],
])('does not take that of %s', (_, differs) => {
  expect(itemsByTaxCode([deposit, makeLine(differs)]).get('standard')?.id).toBe('9');
});
