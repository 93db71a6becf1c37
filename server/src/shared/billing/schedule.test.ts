import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Big, money, sum } from '../money/money.ts';
import { adjustAmounts, type Schedule, scheduledAmounts, scheduleUnits } from './schedule.ts';

const schedule = (differs: Partial<Schedule> = {}): Schedule => ({
  total: '1000.00',
  deposit: { kind: 'none' },
  instalments: 3,
  from: '2027-01-31',
  every: { count: 1, unit: 'month' },
  ...differs,
});

describe('a schedule', () => {
  it('splits 1,000 into three monthly parts, the last with the remainder', () => {
    expect(scheduledAmounts(schedule())).toEqual([
      { dueOn: '2027-01-31', amount: '333.33' },
      { dueOn: '2027-02-28', amount: '333.33' },
      { dueOn: '2027-03-31', amount: '333.34' },
    ]);
  });

  it('begins with a deposit of 30 %', () => {
    const deposit = { kind: 'percent', value: '30' } as const;
    expect(scheduledAmounts(schedule({ deposit, instalments: 1 }))).toEqual([
      { dueOn: '2027-01-31', amount: '300.00' },
      { dueOn: '2027-02-28', amount: '700.00' },
    ]);
  });

  it('can be a deposit alone', () => {
    const deposit = { kind: 'amount', value: '250' } as const;
    expect(scheduledAmounts(schedule({ deposit, instalments: 0 }))).toEqual([
      { dueOn: '2027-01-31', amount: '250.00' },
    ]);
  });

  it.each(['', '0', '-1', '101', 'x'])('has no entries for a deposit of "%s" %%', (value) => {
    expect(scheduledAmounts(schedule({ deposit: { kind: 'percent', value } }))).toEqual([]);
  });

  it('has no entries when a part would be nothing', () => {
    expect(scheduledAmounts(schedule({ total: '0.02' }))).toEqual([]);
  });
});

const cents = fc.integer({ min: 100, max: 1_000_000_000 }).map((n) => money(new Big(n).div(100)));

describe('any schedule', () => {
  const anySchedule = fc.record({
    total: cents,
    deposit: fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.record({
        kind: fc.constant('percent' as const),
        value: fc.integer({ min: 1, max: 9999 }).map((n) => new Big(n).div(100).toString()),
      }),
    ),
    instalments: fc.integer({ min: 1, max: 60 }),
    from: fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10)),
    every: fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      unit: fc.constantFrom(...scheduleUnits),
    }),
  });

  it('adds up to the total, with dates in order', () => {
    fc.assert(
      fc.property(anySchedule, (given) => {
        const entries = scheduledAmounts(given);
        if (entries.length === 0) return;
        expect(money(sum(entries.map(({ amount }) => new Big(amount))))).toBe(given.total);
        const dates = entries.map(({ dueOn }) => dueOn);
        expect(dates).toEqual([...new Set(dates)].sort());
        expect(dates[0]).toBe(given.from);
      }),
    );
  });

  it('adds up to another total after it was adjusted', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 40 }), cents, (amounts, total) => {
        const adjusted = adjustAmounts(amounts, total);
        if (adjusted === null) return;
        expect(adjusted).toHaveLength(amounts.length);
        expect(money(sum(adjusted.map((amount) => new Big(amount))))).toBe(total);
      }),
    );
  });
});

describe('adjusting amounts', () => {
  it('keeps their proportion', () => {
    expect(adjustAmounts(['100.00', '300.00'], '200.00')).toEqual(['50.00', '150.00']);
  });

  it('is not possible without entries, and when nothing is left for them', () => {
    expect(adjustAmounts([], '10.00')).toBeNull();
    expect(adjustAmounts(['100.00'], '0.00')).toBeNull();
    expect(adjustAmounts(['100.00', '100.00'], '-5.00')).toBeNull();
  });
});
