import { expect, test } from 'vitest';
import type { QuickbooksGateway } from '../quickbooks/gateway.ts';
import { isOlder } from './made-since.ts';

test('what was made two minutes before, by QuickBooks’ clock, was there before', () => {
  const at = (skewMs: number | null) => ({
    quickbooks: { skewMs: () => skewMs } as QuickbooksGateway,
  });
  const attempt = { sentAt: Date.parse('2027-03-13T10:00:00Z') };
  const made = (createdAt: string) => ({ createdAt });
  expect(isOlder(at(null), made('2027-03-13T02:57:59-07:00'), attempt)).toBe(true);
  expect(isOlder(at(null), made('2027-03-13T09:58:01Z'), attempt)).toBe(false);
  expect(isOlder(at(0), made('2027-03-13T09:57:59Z'), attempt)).toBe(true);
  expect(isOlder(at(-600_000), made('2027-03-13T09:50:00Z'), attempt)).toBe(false);
  expect(isOlder(at(600_000), made('2027-03-13T10:07:00Z'), attempt)).toBe(true);
});
