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

describe('withRange', () => {
  test.each<[string, string[], string, string[]]>([
    ['adds the first range', [], '2027-03-01 – 2027-03-31', ['2027-03-01 – 2027-03-31']],
    [
      'sorts a separate range between the others',
      ['2027-05-01 – 2027-05-31', '2027-01-01 – 2027-01-31'],
      '2027-03-01 – 2027-03-31',
      ['2027-05-01 – 2027-05-31', '2027-03-01 – 2027-03-31', '2027-01-01 – 2027-01-31'],
    ],
    [
      'merges adjacent ranges',
      ['2027-03-16 – 2027-03-31'],
      '2027-03-01 – 2027-03-15',
      ['2027-03-01 – 2027-03-31'],
    ],
    [
      'merges two ranges when the gap between them is filled',
      ['2027-03-20 – 2027-03-31', '2027-02-01 – 2027-02-28'],
      '2027-03-01 – 2027-03-19',
      ['2027-02-01 – 2027-03-31'],
    ],
    [
      'replaces all ranges that it covers',
      ['2027-03-20 – 2027-03-31', '2027-02-01 – 2027-02-28'],
      `${ends.from} – ${ends.to}`,
      [`${ends.from} – ${ends.to}`],
    ],
    [
      'ignores a range within another',
      [`2027-01-01 – ${ends.to}`],
      '2027-03-01 – 2027-03-19',
      [`2027-01-01 – ${ends.to}`],
    ],
  ])('%s', (_, read, more, joined) => {
    expect(withRange(read.map(range), range(more))).toEqual(joined.map(range));
  });
});

describe('newestGap', () => {
  test.each<[string, string[], string | null]>([
    ['returns all dates when nothing is read', [], '2027-03-01 – 2027-03-31'],
    ['returns null when all dates are read', ['2027-03-01 – 2027-03-31'], null],
    ['returns null when a larger range is read', [`${ends.from} – ${ends.to}`], null],
    ['returns the dates below a range', [`2027-03-11 – ${ends.to}`], '2027-03-01 – 2027-03-10'],
    ['returns the dates above a range', ['2027-01-01 – 2027-03-10'], '2027-03-11 – 2027-03-31'],
    [
      'returns the newest of several gaps',
      ['2027-03-28 – 2027-04-30', '2027-03-10 – 2027-03-20'],
      '2027-03-21 – 2027-03-27',
    ],
    [
      'returns all dates when only newer dates are read',
      ['2027-05-01 – 2027-05-31'],
      '2027-03-01 – 2027-03-31',
    ],
    [
      'returns all dates when only older dates are read',
      ['2026-01-01 – 2026-12-31'],
      '2027-03-01 – 2027-03-31',
    ],
  ])('%s', (_, read, gap) => {
    expect(newestGap(read.map(range), march)).toEqual(gap === null ? null : range(gap));
  });
});

describe('afterPage', () => {
  const emptyRange = { ranges: [] as DateRange[], day: null as DayRead | null };

  test('completes the gap after the last page', () => {
    const page = { dates: ['2027-03-20', '2027-03-09'], more: false };
    expect(afterPage(emptyRange, march, page)).toEqual({
      ranges: [march],
      day: null,
      done: march,
    });
  });

  test('completes the gap after an empty page', () => {
    expect(afterPage(emptyRange, march, { dates: [], more: false }).ranges).toEqual([march]);
  });

  test('keeps the last day of a page partly read when more pages follow', () => {
    const page = { dates: ['2027-03-20', '2027-03-09', '2027-03-09'], more: true };
    const after = afterPage(emptyRange, march, page);
    expect(after).toEqual({
      ranges: [range('2027-03-10 – 2027-03-31')],
      day: { date: '2027-03-09', count: 2 },
      done: range('2027-03-10 – 2027-03-31'),
    });
    const gap = newestGap(after.ranges, march);
    expect(gap).toEqual(range('2027-03-01 – 2027-03-09'));
    expect(gap && startIn(gap, after.day)).toBe(2);
  });

  test('adds up the invoices of a day that fills several pages', () => {
    const gap = range('2027-03-01 – 2027-03-09');
    const page = { dates: ['2027-03-09', '2027-03-09', '2027-03-09'], more: true };
    const after = afterPage({ ranges: [], day: { date: '2027-03-09', count: 2 } }, gap, page);
    expect(after).toEqual({ ranges: [], day: { date: '2027-03-09', count: 5 }, done: null });
  });

  test('ignores a partly read day that is not the end of the gap', () => {
    expect(startIn(march, { date: '2027-03-09', count: 2 })).toBe(0);
  });
});

test('reads every invoice exactly once with any page size', () => {
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
