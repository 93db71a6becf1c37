import { expect, test } from 'vitest';
import { missingTermTitle } from './missing-term-title.ts';

test.each([
  [0, 'QuickBooks has no payment term “Due on receipt”'],
  [7, 'QuickBooks has no 7-day payment term'],
])('a missing term of %i days', (days, title) => {
  expect(missingTermTitle(days)).toBe(title);
});
