import { expect, test } from 'vitest';
import { nextPageStart } from './next-page.ts';

const count = 3_000;
const top = { from: 0, to: 10 };
const end = { from: 2_990, to: 2_999 };

test.each<[string, Parameters<typeof nextPageStart>[0], number | null]>([
  ['the top is there', { loaded: [0], count, inView: top, fillsGaps: true }, null],
  [
    'the first page is nearly at its end',
    { loaded: [0], count, inView: { from: 8, to: 18 }, fillsGaps: true },
    40,
  ],
  ['one has jumped to the end', { loaded: [0], count, inView: end, fillsGaps: true }, 2_940],
  ['the end is there', { loaded: [0, 2_940], count, inView: end, fillsGaps: true }, 40],
  [
    'part of what was jumped over is there',
    { loaded: [0, 2_940, 40], count, inView: end, fillsGaps: true },
    140,
  ],
  ['gaps are left', { loaded: [0, 2_940], count, inView: end, fillsGaps: false }, null],
  [
    'one scrolls back into a gap',
    { loaded: [0, 2_940], count, inView: { from: 1_000, to: 1_010 }, fillsGaps: false },
    940,
  ],
  [
    'the row before those in view is on a page that is missing',
    { loaded: [0, 140], count, inView: { from: 141, to: 151 }, fillsGaps: false },
    40,
  ],
  [
    'the list is short',
    { loaded: [0], count: 12, inView: { from: 0, to: 11 }, fillsGaps: true },
    null,
  ],
  [
    'the list is empty',
    { loaded: [0], count: 0, inView: { from: 0, to: 0 }, fillsGaps: true },
    null,
  ],
  ['the list became shorter', { loaded: [0], count: 30, inView: end, fillsGaps: true }, null],
])('the page that is read next when %s', (_, reached, expected) => {
  expect(nextPageStart(reached)).toBe(expected);
});
