import { expect, test } from 'vitest';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { changesOf } from './changes-of.ts';
import { documentOf } from './edit-document.ts';
import { linesAreLeftOut, takeUp, withTyped } from './restore-edit.ts';

const unchanged = samplePage().lines.map(({ itemId, description, quantity, unitPrice }, index) => ({
  index,
  itemId,
  description,
  quantity: quantity ?? '',
  unitPrice: unitPrice ?? '',
}));
const more = {
  index: null,
  itemId: '9',
  description: 'Keys',
  quantity: '1',
  unitPrice: '4',
  taxCodeId: '5',
};
const changes = {
  dueDate: '2027-01-15',
  termId: null,
  memo: 'Back door',
  lines: [...unchanged.slice(1), more],
};

test("opens with the invoice's values when nothing was left unsaved", () => {
  expect(takeUp(samplePage())).toEqual(documentOf(samplePage()));
});

test('restores an unsaved edit completely, and would send it unchanged', () => {
  const page = samplePage({ unsaved: { changes, linesFit: true } });
  expect(changesOf(page, takeUp(page))).toEqual(changes);
  expect(linesAreLeftOut(page)).toBe(false);
});

test('does not restore lines over lines that changed meanwhile', () => {
  const page = samplePage({ unsaved: { changes, linesFit: false } });
  const { lines: _, ...others } = changes;
  expect(changesOf(page, takeUp(page))).toEqual(others);
  expect(linesAreLeftOut(page)).toBe(true);
});

test('the last edit of this tab wins over an earlier unsaved edit', () => {
  const page = samplePage({ unsaved: { changes, linesFit: true } });
  const typed = { memo: 'Ring twice' };
  const opened = withTyped(page, { changes: typed, seen: page.seen });
  expect(changesOf(page, takeUp(opened))).toEqual(typed);
});

test('an earlier unsaved edit whose lines fit wins over typed lines that no longer do', () => {
  const typed = { changes, seen: 'as it was before' };
  const page = samplePage({ unsaved: { changes, linesFit: true } });
  expect(withTyped(page, typed)).toBe(page);
  const neither = samplePage({ unsaved: { changes: { memo: 'Old' }, linesFit: false } });
  expect(withTyped(neither, typed).unsaved).toEqual({ changes, linesFit: false });
});

test('does not restore values that the invoice has by now', () => {
  const page = samplePage({ memo: 'Ring twice' });
  expect(withTyped(page, { changes: { memo: 'Ring twice' }, seen: '' })).toBe(page);
});

test('a restored line of a description alone is a text line again', () => {
  const text = { index: null, itemId: null, description: 'Thanks', quantity: '', unitPrice: '' };
  const lines = [...unchanged, text];
  const page = samplePage({ unsaved: { changes: { lines }, linesFit: true } });
  expect(takeUp(page).lines.at(-1)).toMatchObject({ kind: 'text', description: 'Thanks' });
});
