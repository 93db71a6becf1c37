import { expect, test } from 'vitest';
import { sampleContent, sampleForm } from '../testing/sample-draft.ts';
import { startingContent } from './starting-content.ts';

const candidate = {
  id: '58',
  name: 'Cedar & Finch',
  email: null,
  address: null,
  currency: 'GBP',
  reason: 'saved_link' as const,
};

test('the linked customer is selected, and no other candidate', () => {
  const alike = { ...candidate, id: '59', reason: 'name' as const };
  const chosen = startingContent({ ...sampleForm, candidates: [alike, candidate] });
  expect(chosen.customer.choice).toEqual({
    kind: 'existing',
    id: '58',
    name: 'Cedar & Finch',
    currency: 'GBP',
    email: null,
  });
  expect(startingContent({ ...sampleForm, candidates: [alike] }).customer.choice).toEqual({
    kind: 'none',
  });
});

test('with two saved links none is selected', () => {
  const candidates = [candidate, { ...candidate, id: '60' }];
  expect(startingContent({ ...sampleForm, candidates }).customer.choice.kind).toBe('none');
});

test('a number is proposed only where the company assigns its own', () => {
  expect(startingContent(sampleForm).details.number).toBe('1043');
  const profile = { ...sampleForm.profile, customNumbers: false };
  expect(startingContent({ ...sampleForm, profile }).details.number).toBe('');
});

test('a saved draft opens unchanged', () => {
  const saved = { ...sampleForm, savedAt: '2026-03-13T14:02:00Z', candidates: [candidate] };
  expect(startingContent(saved)).toEqual(sampleContent);
});
