import { expect, test } from 'vitest';
import { rowNotesOf } from './row-notes.ts';

test('a line of an ordinary row has no notes', () => {
  expect(rowNotesOf({})).toEqual([]);
});

test('another currency, billing and a variation are named', () => {
  const dealRow = {
    otherPrice: { amount: '590', currency: 'EUR' },
    billing: { frequency: 'monthly' as const, cycles: 12 },
    variation: true as const,
  };
  expect(rowNotesOf({ dealRow }).join(' ')).toMatch(/590\.00.*monthly, 12 times.*variation/);
  const endless = { billing: { frequency: 'annually' as const, cycles: null } };
  expect(rowNotesOf({ dealRow: endless })).toEqual([expect.stringContaining('yearly')]);
  const named = { billing: { ...dealRow.billing, startDate: '2026-12-01' }, variation: 'Oiled' };
  expect(rowNotesOf({ dealRow: named }).join(' ')).toMatch(
    /monthly, 12 times from Dec 1, 2026.*“Oiled”/,
  );
});
