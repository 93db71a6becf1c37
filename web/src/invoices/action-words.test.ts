import { expect, test } from 'vitest';
import { checkingOf } from './action-words.ts';

test.each([
  ['open', 'void', 'Being checked: was it voided?'],
  ['voided', 'void', 'QuickBooks did not answer, but it is voided.'],
  ['open', 'delete', 'Being checked: was it deleted?'],
  ['deleted', 'delete', 'QuickBooks did not answer, but it is deleted.'],
  ['voided', 'delete', 'Being checked: was it deleted?'],
  ['voided', 'edit', 'Being checked: was the change saved?'],
] as const)('an invoice that reads %s while %s is not answered', (status, action, title) => {
  expect(checkingOf({ status }, action).title).toBe(title);
});
