import { fieldProblems } from '@dealbill/server/shared/contract/error-body';
import { expect, test } from 'vitest';
import { problemSentence, problemText } from './field-messages.ts';

const at = { path: 'details.number' };

test('every problem has a text that is neither empty nor its code', () => {
  for (const problem of fieldProblems) {
    const text = problemText({ ...at, problem, limit: 21 });
    expect(text, problem).not.toBe('');
    expect(text, problem).not.toContain('_');
  }
});

test('limits are formatted as numbers and dates', () => {
  expect(problemSentence({ ...at, problem: 'too_long', limit: 4000 })).toBe(
    'Use at most 4,000 characters.',
  );
  const closed = problemSentence({ ...at, problem: 'books_closed', limit: '2026-03-31' });
  expect(closed).toContain('March');
  expect(closed).not.toContain('2026-03-31');
});

test('a discount problem shows the largest possible discount', () => {
  const discount = { path: 'discount', problem: 'discount_too_large' } as const;
  expect(problemSentence({ ...discount, limit: 100 })).toBe('Enter at most 100%.');
  expect(problemSentence({ ...discount, limit: '640.00' })).toBe(
    'Enter at most the amount it is deducted from.',
  );
});

test('a problem quotes the message of QuickBooks', () => {
  expect(problemSentence({ ...at, problem: 'refused', said: 'Select a tax code.' })).toBe(
    'Rejected by QuickBooks: “Select a tax code.”',
  );
  expect(problemSentence({ ...at, problem: 'refused' })).toBe('Rejected by QuickBooks.');
});
