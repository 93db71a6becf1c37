import { describe, expect, test } from 'vitest';
import { type DocumentLine, emptyLine } from '../../editor/document.ts';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { type Typed, typedInto } from '../../testing/typed-document.ts';
import { changesOf, isUnchanged } from './changes-of.ts';
import { documentOf } from './edit-document.ts';

const page = samplePage();
const asOpened = documentOf(page);

const withLine = (at: number, differs: Partial<DocumentLine>): Typed => ({
  lines: asOpened.lines.map((line, index) => (index === at ? { ...line, ...differs } : line)),
});

const unchanged = page.lines.map(({ itemId, description, quantity, unitPrice }, index) => ({
  index,
  itemId,
  description,
  quantity: quantity ?? '',
  unitPrice: unitPrice ?? '',
}));

describe('changesOf', () => {
  test.each<[string, Typed, object]>([
    ['a due date', { dueDate: '2026-12-24' }, { dueDate: '2026-12-24' }],
    ['a due date that was taken away', { dueDate: '' }, { dueDate: '' }],
    ['a term', { termId: '1' }, { termId: '1' }],
    ['a term that was taken away', { termId: '' }, { termId: null }],
    ['a message', { message: 'Many thanks' }, { message: 'Many thanks' }],
    ['a message that was taken away', { message: '' }, { message: '' }],
    ['a memo', { memo: 'Back door' }, { memo: 'Back door' }],
    ['an address', { email: 'a@b.example' }, { email: 'a@b.example' }],
    [
      'several things at once, and no others',
      { memo: 'Back door', termId: '1' },
      { memo: 'Back door', termId: '1' },
    ],
    [
      'a quantity, with all other lines as they were loaded',
      withLine(0, { quantity: '20' }),
      { lines: [{ ...unchanged[0], quantity: '20', unitPrice: '118.50' }, ...unchanged.slice(1)] },
    ],
    [
      'words between items',
      withLine(2, { description: 'Fourth floor' }),
      {
        lines: [
          unchanged[0],
          unchanged[1],
          { ...unchanged[2], description: 'Fourth floor' },
          unchanged[3],
        ],
      },
    ],
    [
      'another item',
      withLine(1, { item: { id: '9', name: 'Delivery', taxable: true } }),
      {
        lines: [
          unchanged[0],
          { ...unchanged[1], itemId: '9', unitPrice: '52.00' },
          unchanged[2],
          unchanged[3],
        ],
      },
    ],
    [
      'another tax code, and no other',
      withLine(0, { taxCodeId: '5' }),
      { lines: [{ ...unchanged[0], unitPrice: '118.50', taxCodeId: '5' }, ...unchanged.slice(1)] },
    ],
    [
      'a line less',
      { lines: asOpened.lines.filter((_, index) => index !== 1) },
      { lines: [unchanged[0], unchanged[2], unchanged[3]] },
    ],
    [
      'a line more',
      { lines: [...asOpened.lines, { ...emptyLine('keys'), description: 'Keys', unitPrice: '4' }] },
      {
        lines: [
          ...unchanged,
          { index: null, itemId: null, description: 'Keys', quantity: '1', unitPrice: '4' },
        ],
      },
    ],
  ])('is %s', (_, typed, changes) => {
    expect(changesOf(page, typedInto(asOpened, typed))).toEqual(changes);
  });

  test.each<[string, Typed]>([
    ['nothing was typed', {}],
    ['a figure is written in another way', withLine(0, { quantity: '24.0', unitPrice: '118,5' })],
    [
      'a text field wrote other line ends',
      withLine(2, { description: 'Third floor\r\nby the lift' }),
    ],
    [
      'a space stands at an end',
      { message: 'Thank you ', email: ' purchasing@cedarfinch.example' },
    ],
  ])('is nothing where %s', (_, typed) => {
    expect(isUnchanged(changesOf(page, typedInto(asOpened, typed)))).toBe(true);
  });
});
