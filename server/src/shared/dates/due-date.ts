/** A plain date, `YYYY-MM-DD`. */
export type PlainDate = string;

/** A payment term: a number of days after the issue date, or a fixed day of the month. */
export type TermRule =
  | { kind: 'days'; days: number }
  | { kind: 'day_of_month'; day: number; nextMonthWithinDays: number };

const parts = (date: PlainDate) => date.split('-').map(Number) as [number, number, number];

const text = (utc: Date): PlainDate => utc.toISOString().slice(0, 10);

/**
 * True for a date that exists: `2028-02-29` yes, `2027-02-29` no. Years outside 1900 to 2999 are
 * typing errors.
 */
export const isPlainDate = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year, month, day] = parts(value);
  const utc = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year < 3000 && text(utc) === value;
};

/** Years that a typed invoice date may have; `0206` and `9999` are typing errors. */
export const usualYears = { first: 2000, last: 2099 } as const;

/** Returns the problem of a typed date, or null. */
export const dateProblem = (value: string): 'not_a_date' | 'date_out_of_range' | null => {
  if (!/^\d{4,6}-\d{2}-\d{2}$/.test(value)) return 'not_a_date';
  const [year] = parts(value);
  if (year < usualYears.first || year > usualYears.last) return 'date_out_of_range';
  return isPlainDate(value) ? null : 'not_a_date';
};

/** 13 March plus 7 days is 20 March. */
export const addDays = (date: PlainDate, days: number): PlainDate => {
  const [year, month, day] = parts(date);
  return text(new Date(Date.UTC(year, month - 1, day + days)));
};

const dayOfMonth = (year: number, month: number, day: number): PlainDate => {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return text(new Date(Date.UTC(year, month, Math.min(day, last))));
};

/** 31 January plus 1 month is 28 or 29 February: shorter months use their last day. */
export const addMonths = (date: PlainDate, months: number): PlainDate => {
  const [year, month, day] = parts(date);
  return dayOfMonth(year, month - 1 + months, day);
};

/**
 * Calculates the due date for `issued`, an existing date. A day-of-month term is due on the next
 * such day, or a month later when that is at most `nextMonthWithinDays` away (QuickBooks'
 * DayOfMonthDue and DueNextMonthDays). Shorter months use their last day.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
export const dueDate = (issued: PlainDate, term: TermRule): PlainDate => {
  if (term.kind === 'days') return addDays(issued, term.days);
  const [year, month] = parts(issued);
  const dueIn = (months: number) => dayOfMonth(year, month - 1 + months, term.day);
  const next = dueIn(0) >= issued ? 0 : 1;
  const tooSoon = addDays(issued, term.nextMonthWithinDays) >= dueIn(next);
  return dueIn(tooSoon ? next + 1 : next);
};
