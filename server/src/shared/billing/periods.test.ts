import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingFrequencies } from '../contract/draft-content.ts';
import { addDays } from '../dates/due-date.ts';
import { periodFrom, periodsUntil, type Recurrence } from './periods.ts';

const monthly: Recurrence = { frequency: 'monthly', cycles: null, startsOn: '2027-01-31' };

describe('the periods of a recurring product', () => {
  it('begin on the last day of shorter months', () => {
    expect(periodsUntil(monthly, '2027-02-10', 2)).toEqual([
      { frequency: 'monthly', from: '2027-01-31', to: '2027-02-27' },
      { frequency: 'monthly', from: '2027-02-28', to: '2027-03-30' },
      { frequency: 'monthly', from: '2027-03-31', to: '2027-04-29' },
    ]);
  });

  it('end after the last cycle', () => {
    const periods = periodsUntil({ ...monthly, cycles: 2 }, '2028-01-01', 5);
    expect(periods.map(({ from }) => from)).toEqual(['2027-01-31', '2027-02-28']);
    expect(periodFrom({ ...monthly, cycles: 2 }, '2027-03-31')).toBeNull();
  });

  it.each([
    ['weekly', '2027-02-06'],
    ['monthly', '2027-02-27'],
    ['quarterly', '2027-04-29'],
    ['semi-annually', '2027-07-30'],
    ['annually', '2028-01-30'],
  ] as const)('%s: end on %s', (frequency, to) => {
    expect(periodFrom({ ...monthly, frequency }, '2027-01-31')?.to).toBe(to);
  });

  it('follow each other without a gap, and are found by their first day', () => {
    const frequency = fc.constantFrom(...billingFrequencies);
    const startsOn = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2020-01-01', days));
    fc.assert(
      fc.property(frequency, startsOn, (frequency, startsOn) => {
        const recurrence = { frequency, cycles: 12, startsOn };
        const periods = periodsUntil(recurrence, startsOn, 12);
        for (const [index, period] of periods.entries()) {
          const next = periods[index + 1];
          if (next) expect(addDays(period.to, 1)).toBe(next.from);
          expect(periodFrom(recurrence, period.from)).toEqual(period);
        }
      }),
    );
  });
});
