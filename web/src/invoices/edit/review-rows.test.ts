import { describe, expect, test } from 'vitest';
import { type DocumentLine, emptyLine } from '../../editor/document.ts';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { type Typed, typedInto } from '../../testing/typed-document.ts';
import { documentOf } from './edit-document.ts';
import { reviewRows, writingOf } from './review-rows.ts';

const page = samplePage({ taxCodes: [{ id: '5', name: '5.0% R', rates: [] }] });
const before = documentOf(page);
const withLine = (at: number, differs: Partial<DocumentLine>): Typed => ({
  lines: before.lines.map((line, index) => (index === at ? { ...line, ...differs } : line)),
});

const rows = (typed: Typed) =>
  reviewRows(before, typedInto(before, typed), writingOf(page)).map((row) => [
    row.name,
    row.before,
    row.after,
  ]);

describe('reviewRows', () => {
  test.each<[string, Typed, (string | null)[]]>([
    ['a date as people read it', { dueDate: '2027-01-15' }, ['Due date', 'Dec 1', 'Jan 15, 2027']],
    ['a term by its name', { termId: '1' }, ['Payment term', 'Net 30', 'Net 15']],
    ['a term taken away', { termId: '' }, ['Payment term', 'Net 30', null]],
    ['a memo where there was none', { memo: 'Back door' }, ['Memo', null, 'Back door']],
    ['a quantity', withLine(0, { quantity: '1200' }), ['Line 1 · Quantity', '24', '1,200']],
    ['a price', withLine(0, { unitPrice: '110' }), ['Line 1 · Price', '118.50', '110.00']],
    [
      'a price of many decimals',
      withLine(1, { unitPrice: '51.99999' }),
      ['Line 2 · Price', '52.00', '51.99999'],
    ],
    ['a tax code by its name', withLine(0, { taxCodeId: '5' }), ['Line 1 · Tax', null, '5.0% R']],
    [
      'an item',
      withLine(1, { item: { id: '9', name: 'Delivery', taxable: null } }),
      ['Line 2 · Product or service', 'Installation', 'Delivery'],
    ],
    [
      'a line that goes',
      { lines: before.lines.filter(({ key }) => key !== '2') },
      ['Line 2', 'Installation, 3 × 52.00', null],
    ],
    [
      'a bundle that goes',
      { lines: before.lines.filter(({ key }) => key !== '4') },
      ['Line 4', 'Welcome set', null],
    ],
    [
      'a line that comes',
      { lines: [...before.lines, { ...emptyLine('keys'), description: 'Keys', unitPrice: '4' }] },
      ['New line', null, 'Keys, 1 × 4.00'],
    ],
    [
      'lines in another order',
      { lines: [1, 0, 2, 3].flatMap((at) => before.lines[at] ?? []) },
      ['Order of the lines', '1, 2, 3, 4', '2, 1, 3, 4'],
    ],
  ])('%s', (_, typed, row) => {
    expect(rows(typed)).toEqual([row]);
  });

  test('is empty when nothing changed', () => {
    expect(rows({})).toEqual([]);
  });
});
