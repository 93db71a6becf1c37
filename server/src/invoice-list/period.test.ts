import { describe, expect, test } from 'vitest';
import type { Period } from './contract.ts';
import { ends } from './date-ranges.ts';
import { datesOf } from './period.ts';

describe('datesOf', () => {
  test.each<[Period['kind'], string, string, string]>([
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quarter', '2027-05-31', '2027-04-01', '2027-06-30'],
    ['quarter', '2027-12-31', '2027-10-01', '2027-12-31'],
    ['year', '2027-05-31', '2027-01-01', '2027-12-31'],
    ['last_12_months', '2027-05-31', '2026-06-01', ends.to],
    ['last_12_months', '2028-02-29', '2027-03-01', ends.to],
    ['all', '2027-05-31', ends.from, ends.to],
  ])('returns the dates of %s as of %s', (kind, today, from, to) => {
    expect(datesOf({ kind } as Period, today)).toEqual({ from, to });
  });

  const own = (from: string, to: string) => datesOf({ kind: 'own', from, to }, '2027-05-31');

  test('returns own dates, with an open end for an empty date', () => {
    expect(own('2027-01-15', '2027-01-15')).toEqual({ from: '2027-01-15', to: '2027-01-15' });
    expect(own('', '2027-01-15')).toEqual({ from: ends.from, to: '2027-01-15' });
    expect(own('2027-01-15', '')).toEqual({ from: '2027-01-15', to: ends.to });
  });

  test.each([
    ['2027-02-30', '2027-03-01'],
    ['2027-03-02', '2027-03-01'],
    ['yesterday', ''],
    ["' or 1=1", ''],
  ])('returns null for %s – %s', (from, to) => {
    expect(own(from, to)).toBeNull();
  });
});
