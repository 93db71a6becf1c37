import { expect, test } from 'vitest';
import { pageStart, rowsAfter } from './list-pages.ts';

test.each([
  [0, 0],
  [39, 0],
  [40, 40],
  [139, 40],
  [140, 140],
  [2_999, 2_940],
])('row %i is on the page that starts at %i', (index, start) => {
  expect(pageStart(index)).toBe(start);
  expect(index).toBeLessThan(start + rowsAfter(start));
});
