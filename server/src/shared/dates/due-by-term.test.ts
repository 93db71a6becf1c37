import { expect, test } from 'vitest';
import type { Term } from '../contract/company-profile.ts';
import { dueByTerm, dueFollows } from './due-by-term.ts';

const terms: Term[] = [
  { id: '3', name: 'Net 30', rule: { kind: 'days', days: 30 } },
  { id: '7', name: 'On the 15th', rule: { kind: 'day_of_month', day: 15, nextMonthWithinDays: 5 } },
];
const details = { issueDate: '2026-03-13', term: { kind: 'days', days: 7 }, dueDate: '' } as const;

test('seven days after 13 March is 20 March', () => {
  expect(dueByTerm(details, terms)).toBe('2026-03-20');
});

test('finds a QuickBooks term by its id', () => {
  expect(dueByTerm({ ...details, term: { kind: 'quickbooks', id: '3' } }, terms)).toBe(
    '2026-04-12',
  );
  expect(dueByTerm({ ...details, term: { kind: 'quickbooks', id: '7' } }, terms)).toBe(
    '2026-04-15',
  );
});

test('no term, a missing term and an incomplete date give no due date', () => {
  expect(dueByTerm({ ...details, term: { kind: 'none' } }, terms)).toBeNull();
  expect(dueByTerm({ ...details, term: { kind: 'quickbooks', id: '99' } }, terms)).toBeNull();
  expect(dueByTerm({ ...details, issueDate: '2026-03' }, terms)).toBeNull();
});

test('the due date follows until the user types another one', () => {
  expect(dueFollows(details, terms)).toBe(true);
  expect(dueFollows({ ...details, dueDate: '2026-03-20' }, terms)).toBe(true);
  expect(dueFollows({ ...details, dueDate: '2026-03-31' }, terms)).toBe(false);
});
