import { fieldProblems } from '@dealbill/server/shared/contract/error-body';
import { expect, test } from 'vitest';
import { problemSentence, problemText } from './field-messages.ts';

const at = { path: 'details.number' };

test('every problem has words, and none of them is empty or a code', () => {
  for (const problem of fieldProblems) {
    const text = problemText({ ...at, problem, limit: 21 });
    expect(text, problem).not.toBe('');
    expect(text, problem).not.toContain('_');
  }
});

test('limits are told as numbers and dates a person reads', () => {
  expect(problemSentence({ ...at, problem: 'too_long', limit: 4000 })).toBe(
    'Use at most 4,000 characters.',
  );
  const closed = problemSentence({ ...at, problem: 'books_closed', limit: '2026-03-31' });
  expect(closed).toContain('March');
  expect(closed).not.toContain('2026-03-31');
});

test('a discount is told how much there is to take off', () => {
  const discount = { path: 'discount', problem: 'discount_too_large' } as const;
  expect(problemSentence({ ...discount, limit: 100 })).toBe('Enter at most 100%.');
  expect(problemSentence({ ...discount, limit: '640.00' })).toBe(
    'Enter at most the amount it is deducted from.',
  );
});

test('QuickBooks is quoted where it said something', () => {
  expect(problemSentence({ ...at, problem: 'refused', said: 'Select a tax code.' })).toBe(
    'Rejected by QuickBooks: “Select a tax code.”',
  );
  expect(problemSentence({ ...at, problem: 'refused' })).toBe('Rejected by QuickBooks.');
});
