import { addDays, type PlainDate } from '../shared/due-date.ts';

/** Which issue dates of a list have been read: pure bookkeeping, so that no page is asked for twice. */

/** Issue dates from one to another, both included. */
export type Stretch = { from: PlainDate; to: PlainDate };

/** So many of a day's invoices, the newest of it, have been read. */
export type DayRead = { date: PlainDate; count: number };

/** Before and after every date; nothing is reckoned from them. */
export const ends: Stretch = { from: '0000-01-01', to: '9999-12-31' };

const newestFirst = (stretches: Stretch[]): Stretch[] =>
  stretches.toSorted((a, b) => b.to.localeCompare(a.to));

const earlier = (a: PlainDate, b: PlainDate) => (a.localeCompare(b) < 0 ? a : b);
const later = (a: PlainDate, b: PlainDate) => (a.localeCompare(b) < 0 ? b : a);

const follows = (one: Stretch, below: Stretch): boolean =>
  below.to >= one.from || (below.to !== ends.to && addDays(below.to, 1) >= one.from);

/** These stretches and one more, newest first; what touches becomes one. */
export const withStretch = (read: Stretch[], more: Stretch): Stretch[] => {
  const joined: Stretch[] = [];
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
export const newestGap = (read: Stretch[], wanted: Stretch): Stretch | null => {
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
export const startIn = (gap: Stretch, day: DayRead | null): number =>
  day?.date === gap.to ? day.count : 0;

/**
 * What is read after a page of the gap's invoices, newest first, from `startIn`: the whole gap when no
 * `more` follow; else down to the day in the middle of which the page may have ended.
 */
export const afterPage = (
  { stretches, day }: { stretches: Stretch[]; day: DayRead | null },
  gap: Stretch,
  page: { dates: PlainDate[]; more: boolean },
): { stretches: Stretch[]; day: DayRead | null; done: Stretch | null } => {
  const last = page.dates.at(-1);
  if (!page.more || last === undefined) {
    return { stretches: withStretch(stretches, gap), day: null, done: gap };
  }
  const count = page.dates.filter((date) => date === last).length;
  if (last === gap.to) {
    return { stretches, day: { date: last, count: startIn(gap, day) + count }, done: null };
  }
  const done = { from: addDays(last, 1), to: gap.to };
  return { stretches: withStretch(stretches, done), day: { date: last, count }, done };
};
