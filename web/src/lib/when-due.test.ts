import { expect, test } from 'vitest';
import { dueText, whenDue } from './when-due.ts';

const today = '2026-11-21';
const open = {
  status: 'open' as const,
  overdue: false,
  dueDate: '2026-11-26',
  paidOn: null as string | null,
};
const told = (differs: Partial<Parameters<typeof whenDue>[0]>) => {
  const when = whenDue({ ...open, ...differs }, today);
  return when && dueText(when);
};

test('an open invoice shows when it is due, an overdue one when it was due', () => {
  expect(told({})).toBe('due in 5 days');
  expect(told({ dueDate: null })).toBeNull();
  const late = { dueDate: '2026-11-11', overdue: true };
  expect(told({ ...late, status: 'overdue' })).toBe('was due 10 days ago');
  expect(told({ ...late, status: 'partially_paid' })).toBe('was due 10 days ago');
});

test('a paid invoice shows when it was paid, whatever its due date', () => {
  expect(told({ status: 'paid', paidOn: '2026-11-20' })).toBe('paid Nov 20');
  expect(told({ status: 'paid', paidOn: '2025-11-20' })).toBe('paid Nov 20, 2025');
  expect(told({ status: 'paid' })).toBeNull();
});

test('a voided or deleted invoice has no due date', () => {
  expect(told({ status: 'voided' })).toBeNull();
  expect(told({ status: 'deleted' })).toBeNull();
});
