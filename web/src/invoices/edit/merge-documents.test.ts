import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { describe, expect, test } from 'vitest';
import { type DocumentLine, emptyLine } from '../../editor/document.ts';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { type Typed, typedInto } from '../../testing/typed-document.ts';
import { documentOf, fieldsOf } from './edit-document.ts';
import { mergeDocuments } from './merge-documents.ts';

const seen = samplePage();
const before = documentOf(seen);
const [desk, hours, words, bundle] = seen.lines;
if (!desk || !hours || !words || !bundle) throw new Error('The sample has four lines');

const changedLine = (at: number, differs: Partial<DocumentLine>): DocumentLine[] =>
  before.lines.map((line, index) => (index === at ? { ...line, ...differs } : line));

const merged = (now: Partial<InvoicePage>, typed: Typed) =>
  mergeDocuments(seen, samplePage(now), typedInto(before, typed));

describe('fields', () => {
  test('not edited here take QuickBooks’ new value', () => {
    expect(fieldsOf(merged({ memo: 'From the accountant' }, { message: 'Mine' }))).toMatchObject({
      memo: 'From the accountant',
      message: 'Mine',
    });
  });

  test('changed on both sides stay as typed', () => {
    expect(fieldsOf(merged({ memo: 'From the accountant' }, { memo: 'Mine' })).memo).toBe('Mine');
  });
});

describe('lines', () => {
  const ids = (lines: DocumentLine[]) => lines.map(({ existing }) => existing?.id ?? null);

  test('changed on both sides stay as typed, with the rest from QuickBooks', () => {
    const now = { lines: [{ ...desk, quantity: '30', amount: '3555.00' }, hours, words, bundle] };
    const { lines } = merged(now, { lines: changedLine(0, { quantity: '20' }) });
    expect(lines[0]).toMatchObject({ quantity: '20', existing: { id: '1', amount: '3555.00' } });
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
    expect(lines[0]).toMatchObject({ quantity: '9', item: { id: '6' } });
  });

  test('added in QuickBooks come last, lines added here stay', () => {
    const more = { ...desk, id: '5', description: 'From the accountant' };
    const typed = { lines: [...before.lines, { ...emptyLine('mine'), description: 'Mine' }] };
    const { lines } = merged({ lines: [...seen.lines, more] }, typed);
    expect(ids(lines)).toEqual(['1', '2', '3', '4', null, '5']);
  });

  test('removed here stay removed', () => {
    const typed = { lines: before.lines.filter(({ key }) => key !== '2') };
    expect(ids(merged({ memo: 'x' }, typed).lines)).toEqual(['1', '3', '4']);
  });
});
