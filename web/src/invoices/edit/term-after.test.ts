import { expect, test } from 'vitest';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { documentOf, fieldsOf } from './edit-document.ts';
import { termAfter } from './term-after.ts';

const terms = ['1', '7'].map((id) => ({
  id,
  name: `Net 15 (${id})`,
  rule: { kind: 'days' as const, days: 15 },
}));

test.each([
  ['7', '7'],
  [null, '1'],
])('of two terms of 15 days, with %s the default: %s', (defaultTermId, termId) => {
  const page = samplePage({ terms, defaultTermId });
  const typed = { ...fieldsOf(documentOf(page)), dueDate: '2026-11-16' };
  expect(termAfter(page, typed)).toEqual({ termId, missingDays: null });
});
