import { addDays, type PlainDate } from '../shared/dates/due-date.ts';

/** Issue dates, both ends included. */
export type DateRange = { from: PlainDate; to: PlainDate };

/** Number of a day's invoices, newest first, that are mirrored. */
export type DayRead = { date: PlainDate; count: number };

/** Sentinels for an open start and end. Never do date arithmetic with them. */
export const ends: DateRange = { from: '0000-01-01', to: '9999-12-31' };

const newestFirst = (ranges: DateRange[]): DateRange[] =>
  ranges.toSorted((a, b) => b.to.localeCompare(a.to));

const earlierOf = (a: PlainDate, b: PlainDate) => (a.localeCompare(b) < 0 ? a : b);
const laterOf = (a: PlainDate, b: PlainDate) => (a.localeCompare(b) < 0 ? b : a);

const touches = (newer: DateRange, older: DateRange): boolean =>
  older.to >= newer.from || (older.to !== ends.to && addDays(older.to, 1) >= newer.from);

/** Adds a range and merges overlapping and adjacent ranges. Returns the newest first. */
export const withRange = (read: DateRange[], added: DateRange): DateRange[] => {
  const joined: DateRange[] = [];
  for (const range of newestFirst([...read, added])) {
    const last = joined.at(-1);
    if (last && touches(last, range)) {
      joined[joined.length - 1] = { from: earlierOf(range.from, last.from), to: last.to };
    } else {
      joined.push(range);
    }
  }
  return joined;
};

/** Returns the newest unread dates within `wanted`; null when all are read. */
export const newestGap = (read: DateRange[], wanted: DateRange): DateRange | null => {
  let { to } = wanted;
  for (const range of newestFirst(read)) {
    if (range.from > to) continue;
    if (range.to < to) {
      return { from: laterOf(addDays(range.to, 1), wanted.from), to };
    }
    if (range.from <= wanted.from) return null;
    to = addDays(range.from, -1);
  }
  return to >= wanted.from ? { from: wanted.from, to } : null;
};

/** Returns the query offset at which reading the gap continues. */
export const startIn = (gap: DateRange, day: DayRead | null): number =>
  day?.date === gap.to ? day.count : 0;

/**
 * Adds a page of the gap's invoices, newest first, read from offset `startIn`. The last page
 * completes the gap. Any other page completes the days above its last day, which may continue on
 * the next page.
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
