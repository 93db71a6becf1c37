import { dateProblem, type PlainDate } from '../shared/dates/due-date.ts';
import type { Period } from './contract.ts';
import { type DateRange, ends } from './date-ranges.ts';

/** What one begins with. */
export const firstPeriod: Period = { kind: 'last_12_months' };

/**
 * The issue dates of a period as of `today`, both included: a month, quarter or year whole, its days to
 * come as well; the last twelve months with all that is dated ahead. Own dates may be empty for no end.
 * Null for own dates that are none, or that end before they begin. Pure.
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
  const dates = [from, to].every((date) => date === '' || dateProblem(date) === null);
  const range = { from: from || ends.from, to: to || ends.to };
  return dates && range.from <= range.to ? range : null;
};
