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

test('the customer linked before is chosen, and no other candidate is', () => {
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

test('two saved links are left to the user', () => {
  const candidates = [candidate, { ...candidate, id: '60' }];
  expect(startingContent({ ...sampleForm, candidates }).customer.choice.kind).toBe('none');
});

test('the number is proposed only where the company numbers its own invoices', () => {
  expect(startingContent(sampleForm).details.number).toBe('1043');
  const profile = { ...sampleForm.profile, customNumbers: false };
  expect(startingContent({ ...sampleForm, profile }).details.number).toBe('');
});

test('a saved draft stands as it was left', () => {
  const saved = { ...sampleForm, savedAt: '2026-03-13T14:02:00Z', candidates: [candidate] };
  expect(startingContent(saved)).toEqual(sampleContent);
});
