import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { describe, expect, test } from 'vitest';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { type EditLine, newLine, valuesOf } from './edit-values.ts';
import { mergeValues } from './merge-values.ts';

const seen = samplePage();
const before = valuesOf(seen);
const [desk, hours, words, bundle] = seen.lines;
if (!desk || !hours || !words || !bundle) throw new Error('The sample has four lines');

const changedLine = (at: number, differs: Partial<EditLine>): EditLine[] =>
  before.lines.map((line, index) => (index === at ? { ...line, ...differs } : line));

const merged = (now: Partial<InvoicePage>, typed: Partial<typeof before>) =>
  mergeValues(seen, samplePage(now), { ...before, ...typed });

describe('fields', () => {
  test('not edited here take QuickBooks’ new value', () => {
    expect(merged({ memo: 'From the accountant' }, { message: 'Mine' })).toMatchObject({
      memo: 'From the accountant',
      message: 'Mine',
    });
  });

  test('changed on both sides stay as typed', () => {
    expect(merged({ memo: 'From the accountant' }, { memo: 'Mine' }).memo).toBe('Mine');
  });
});

describe('lines', () => {
  const ids = (lines: EditLine[]) => lines.map(({ id }) => id);

  test('changed on both sides stay as typed, with the rest from QuickBooks', () => {
    const now = { lines: [{ ...desk, quantity: '30', amount: '3555.00' }, hours, words, bundle] };
    const { lines } = merged(now, { lines: changedLine(0, { quantity: '20' }) });
    expect(lines[0]).toMatchObject({ id: '1', quantity: '20', amount: '3555.00' });
  });

  test('changed only in QuickBooks are taken over', () => {
    const now = { lines: [{ ...desk, quantity: '30' }, hours, words, bundle] };
    const { lines } = merged(now, { lines: changedLine(1, { quantity: '4' }) });
    expect(lines).toMatchObject([{ quantity: '30' }, { quantity: '4' }, {}, {}]);
  });

  test('removed in QuickBooks are removed, unless they were edited here', () => {
    const { lines } = merged(
      { lines: [words, bundle] },
      { lines: changedLine(0, { quantity: '9' }) },
    );
    expect(ids(lines)).toEqual([null, '3', '4']);
    expect(lines[0]).toMatchObject({ quantity: '9', item: { id: '6' }, amount: '' });
  });

  test('added in QuickBooks come last, lines added here stay', () => {
    const more = { ...desk, id: '5', description: 'From the accountant' };
    const typed = { lines: [...before.lines, { ...newLine(), description: 'Mine' }] };
    const { lines } = merged({ lines: [...seen.lines, more] }, typed);
    expect(ids(lines)).toEqual(['1', '2', '3', '4', null, '5']);
  });

  test('removed here stay removed', () => {
    const typed = { lines: before.lines.filter(({ id }) => id !== '2') };
    expect(ids(merged({ memo: 'x' }, typed).lines)).toEqual(['1', '3', '4']);
  });
});
