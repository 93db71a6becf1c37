import { expect, test } from 'vitest';
import { checkingOf } from './action-labels.ts';

test.each([
  ['open', 'void', 'Checking whether it was voided'],
  ['voided', 'void', 'Voided. QuickBooks confirmed it late.'],
  ['open', 'delete', 'Checking whether it was deleted'],
  ['deleted', 'delete', 'Deleted. QuickBooks confirmed it late.'],
  ['voided', 'delete', 'Checking whether it was deleted'],
  ['voided', 'edit', 'Checking whether the changes were saved'],
] as const)('an invoice that reads %s while %s is not answered', (status, action, title) => {
  expect(checkingOf({ status }, action).title).toBe(title);
});
