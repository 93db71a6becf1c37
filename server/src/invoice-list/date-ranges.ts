import { addDays, type PlainDate } from '../shared/dates/due-date.ts';

/** Which issue dates of a list have been read: pure bookkeeping, so that no page is asked for twice. */

/** Issue dates from one to another, both included. */
export type DateRange = { from: PlainDate; to: PlainDate };

/** So many of a day's invoices, the newest of it, have been read. */
export type DayRead = { date: PlainDate; count: number };

/** Before and after every date; nothing is reckoned from them. */
export const ends: DateRange = { from: '0000-01-01', to: '9999-12-31' };

const newestFirst = (ranges: DateRange[]): DateRange[] =>
  ranges.toSorted((a, b) => b.to.localeCompare(a.to));

const earlier = (a: PlainDate, b: PlainDate) => (a.localeCompare(b) < 0 ? a : b);
const later = (a: PlainDate, b: PlainDate) => (a.localeCompare(b) < 0 ? b : a);

const follows = (one: DateRange, below: DateRange): boolean =>
  below.to >= one.from || (below.to !== ends.to && addDays(below.to, 1) >= one.from);

/** These stretches and one more, newest first; what touches becomes one. */
export const withRange = (read: DateRange[], more: DateRange): DateRange[] => {
  const joined: DateRange[] = [];
  for (const one of newestFirst([...read, more])) {
    const last = joined.at(-1);
    if (last && follows(last, one)) {
      joined[joined.length - 1] = { from: earlier(one.from, last.from), to: last.to };
    } else {
      joined.push(one);
    }
  }
  return joined;
};

/** The newest dates of `wanted` that have not been read; null when all have. */
export const newestGap = (read: DateRange[], wanted: DateRange): DateRange | null => {
  let { to } = wanted;
  for (const one of newestFirst(read)) {
    if (one.from > to) continue;
    if (one.to < to) {
      return { from: later(addDays(one.to, 1), wanted.from), to };
    }
    if (one.from <= wanted.from) return null;
    to = addDays(one.from, -1);
  }
  return to >= wanted.from ? { from: wanted.from, to } : null;
};

/** How many of the gap's invoices, newest first, have been read already. */
export const startIn = (gap: DateRange, day: DayRead | null): number =>
  day?.date === gap.to ? day.count : 0;

/**
 * What is read after a page of the gap's invoices, newest first, from `startIn`: the whole gap when no
 * `more` follow; else down to the day in the middle of which the page may have ended.
 */
export const afterPage = (
  { ranges, day }: { ranges: DateRange[]; day: DayRead | null },
  gap: DateRange,
  page: { dates: PlainDate[]; more: boolean },
): { ranges: DateRange[]; day: DayRead | null; done: DateRange | null } => {
  const last = page.dates.at(-1);
  if (!page.more || last === undefined) {
    return { ranges: withRange(ranges, gap), day: null, done: gap };
  }
  const count = page.dates.filter((date) => date === last).length;
  if (last === gap.to) {
    return { ranges, day: { date: last, count: startIn(gap, day) + count }, done: null };
  }
  const done = { from: addDays(last, 1), to: gap.to };
  return { ranges: withRange(ranges, done), day: { date: last, count }, done };
};
