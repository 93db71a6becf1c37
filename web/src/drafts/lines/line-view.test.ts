import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { expect, test } from 'vitest';
import { sampleContent, sampleForm } from '../../testing/sample-draft.ts';
import type { OpenDraft } from '../draft-form-context.ts';
import { emptyLine } from './line-changes.ts';
import { lineViews, sameLineView } from './line-view.ts';

const draftOf = (unitPrice: string): OpenDraft => {
  const lines = [emptyLine('a'), { ...emptyLine('b'), unitPrice, taxCodeId: '20' }];
  const content = { ...sampleContent, lines };
  return {
    opened: sampleForm,
    content,
    totals: invoiceTotals(content, sampleForm.profile),
    rate: { state: 'idle', again: () => {}, settled: async () => {} },
    problems: [],
    marked: [],
    wasRefused: false,
    visit: () => {},
    choosing: true,
    setChoosing: () => {},
  };
};

test('a line shows its amount, with tax where prices include it', () => {
  const draft = draftOf('120');
  expect(lineViews(draft, 2).map(({ amount }) => amount)).toEqual([null, '120.00']);
  const details = { ...draft.content.details, taxMode: 'inclusive' as const };
  const content = { ...draft.content, details };
  const totals = invoiceTotals(content, sampleForm.profile);
  expect(lineViews({ ...draft, content, totals }, 2)[1]).toMatchObject({
    amount: '120.00',
    inclusive: true,
  });
});

test('the first problem of a field appears at its own line', () => {
  const marked = [
    { path: 'lines.1.discount.value', problem: 'not_a_number' as const },
    { path: 'lines.1.discount.value', problem: 'too_large' as const },
    { path: 'lines', problem: 'negative_total' as const },
  ];
  const views = lineViews({ ...draftOf('1'), marked }, 2);
  expect(views[0]?.errors).toEqual({});
  expect(Object.keys(views[1]?.errors ?? {})).toEqual(['discount']);
  expect(views[1]?.errors.discount).toContain('number');
});

test('typing into one line leaves the other views unchanged', () => {
  const [first, second] = lineViews(draftOf('1'), 2);
  const [firstAfter, secondAfter] = lineViews(draftOf('12'), 2);
  if (!first || !second || !firstAfter || !secondAfter)
    throw new Error('expected two line views before and after');
  expect(sameLineView(first, firstAfter)).toBe(true);
  expect(sameLineView(second, secondAfter)).toBe(false);
});
