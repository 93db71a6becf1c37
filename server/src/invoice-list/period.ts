import { dateProblem, type PlainDate } from '../shared/dates/due-date.ts';
import type { Period } from './contract.ts';
import { type DateRange, ends } from './date-ranges.ts';

/** Period of a user who has not chosen one. */
export const firstPeriod: Period = { kind: 'last_12_months' };

/**
 * Returns the issue dates of a period as of `today`. A month, quarter or year includes its future
 * days; the last twelve months include all later dates. An empty own date leaves that end open.
 * Null when an own date is invalid or the end is before the start.
 */
export const datesOf = (period: Period, today: PlainDate): DateRange | null => {
  const date = Temporal.PlainDate.from(today);
  switch (period.kind) {
    case 'month':
      return months(date.with({ day: 1 }), 1);
    case 'quarter':
      return months(date.with({ day: 1, month: date.month - ((date.month - 1) % 3) }), 3);
    case 'year':
      return months(date.with({ day: 1, month: 1 }), 12);
    case 'last_12_months':
      return { from: date.subtract({ months: 12 }).add({ days: 1 }).toString(), to: ends.to };
    case 'all':
      return ends;
    case 'own':
      return ownDates(period.from, period.to);
  }
};

const months = (first: Temporal.PlainDate, count: number): DateRange => ({
  from: first.toString(),
  to: first.add({ months: count }).subtract({ days: 1 }).toString(),
});

const ownDates = (from: string, to: string): DateRange | null => {
  const valid = [from, to].every((date) => date === '' || dateProblem(date) === null);
  const range = { from: from || ends.from, to: to || ends.to };
  return valid && range.from <= range.to ? range : null;
};
