import { describe, expect, test } from 'vitest';
import {
  afterPage,
  type DateRange,
  type DayRead,
  ends,
  newestGap,
  startIn,
  withRange,
} from './date-ranges.ts';

const range = (text: string): DateRange => {
  const [from = '', to = ''] = text.split(' – ');
  return { from, to };
};
const march = range('2027-03-01 – 2027-03-31');

describe('one more stretch', () => {
  test.each<[string, string[], string, string[]]>([
    ['alone', [], '2027-03-01 – 2027-03-31', ['2027-03-01 – 2027-03-31']],
    [
      'apart from the others stands in its place',
      ['2027-05-01 – 2027-05-31', '2027-01-01 – 2027-01-31'],
      '2027-03-01 – 2027-03-31',
      ['2027-05-01 – 2027-05-31', '2027-03-01 – 2027-03-31', '2027-01-01 – 2027-01-31'],
    ],
    [
      'next to another is one with it',
      ['2027-03-16 – 2027-03-31'],
      '2027-03-01 – 2027-03-15',
      ['2027-03-01 – 2027-03-31'],
    ],
    [
      'between two joins them',
      ['2027-03-20 – 2027-03-31', '2027-02-01 – 2027-02-28'],
      '2027-03-01 – 2027-03-19',
      ['2027-02-01 – 2027-03-31'],
    ],
    [
      'over all of them is the only one left',
      ['2027-03-20 – 2027-03-31', '2027-02-01 – 2027-02-28'],
      `${ends.from} – ${ends.to}`,
      [`${ends.from} – ${ends.to}`],
    ],
    [
      'within another changes nothing',
      [`2027-01-01 – ${ends.to}`],
      '2027-03-01 – 2027-03-19',
      [`2027-01-01 – ${ends.to}`],
    ],
  ])('%s', (_, read, more, joined) => {
    expect(withRange(read.map(range), range(more))).toEqual(joined.map(range));
  });
});

describe('the newest dates not yet read', () => {
  test.each<[string, string[], string | null]>([
    ['everything at first', [], '2027-03-01 – 2027-03-31'],
    ['nothing when all is read', ['2027-03-01 – 2027-03-31'], null],
    ['nothing when more than that is read', [`${ends.from} – ${ends.to}`], null],
    ['what lies below', [`2027-03-11 – ${ends.to}`], '2027-03-01 – 2027-03-10'],
    ['what lies above', ['2027-01-01 – 2027-03-10'], '2027-03-11 – 2027-03-31'],
    [
      'what lies between, though older dates are missing too',
      ['2027-03-28 – 2027-04-30', '2027-03-10 – 2027-03-20'],
      '2027-03-21 – 2027-03-27',
    ],
    [
      'everything when other dates are read',
      ['2027-05-01 – 2027-05-31'],
      '2027-03-01 – 2027-03-31',
    ],
    [
      'everything when only older dates are read',
      ['2026-01-01 – 2026-12-31'],
      '2027-03-01 – 2027-03-31',
    ],
  ])('%s', (_, read, gap) => {
    expect(newestGap(read.map(range), march)).toEqual(gap === null ? null : range(gap));
  });
});

describe('after a page', () => {
  const untouched = { ranges: [] as DateRange[], day: null as DayRead | null };

  test('that was the last, the whole gap is read', () => {
    const page = { dates: ['2027-03-20', '2027-03-09'], more: false };
    expect(afterPage(untouched, march, page)).toEqual({
      ranges: [march],
      day: null,
      done: march,
    });
  });

  test('that was empty, too', () => {
    expect(afterPage(untouched, march, { dates: [], more: false }).ranges).toEqual([march]);
  });

  test('that others follow, its last day is not whole: the next page begins within it', () => {
    const page = { dates: ['2027-03-20', '2027-03-09', '2027-03-09'], more: true };
    const after = afterPage(untouched, march, page);
    expect(after).toEqual({
      ranges: [range('2027-03-10 – 2027-03-31')],
      day: { date: '2027-03-09', count: 2 },
      done: range('2027-03-10 – 2027-03-31'),
    });
    const gap = newestGap(after.ranges, march);
    expect(gap).toEqual(range('2027-03-01 – 2027-03-09'));
    expect(gap && startIn(gap, after.day)).toBe(2);
  });

  test('a day may fill page after page', () => {
    const gap = range('2027-03-01 – 2027-03-09');
    const page = { dates: ['2027-03-09', '2027-03-09', '2027-03-09'], more: true };
    const after = afterPage({ ranges: [], day: { date: '2027-03-09', count: 2 } }, gap, page);
    expect(after).toEqual({ ranges: [], day: { date: '2027-03-09', count: 5 }, done: null });
  });

  test('a day in the middle counts only for the gap that ends with it', () => {
    expect(startIn(march, { date: '2027-03-09', count: 2 })).toBe(0);
  });
});

test('page by page every invoice is read once, however they lie', () => {
  const invoices = [
    ...Array.from({ length: 7 }, () => '2027-03-20'),
    ...Array.from({ length: 5 }, () => '2027-03-09'),
    '2027-03-02',
    '2027-03-01',
  ];
  for (const size of [1, 2, 3, 5, 7, 12, 13, 14, 15]) {
    const seen: string[] = [];
    let state = { ranges: [] as DateRange[], day: null as DayRead | null };
    let calls = 0;
    for (;;) {
      const gap = newestGap(state.ranges, march);
      if (!gap) break;
      const within = invoices.filter((date) => date >= gap.from && date <= gap.to);
      const start = startIn(gap, state.day);
      const dates = within.slice(start, start + size);
      state = afterPage(state, gap, { dates, more: dates.length === size });
      seen.push(...dates);
      calls += 1;
    }
    expect(seen).toEqual(invoices);
    expect(calls).toBe(Math.floor(invoices.length / size) + 1);
  }
});
