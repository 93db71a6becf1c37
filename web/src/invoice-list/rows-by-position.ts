import type { ListRow, ReadPages } from './queries.ts';

/** Rows at their places in the list: pages may have been read in any order, and some not yet. */
export const rowsByPosition = (data: ReadPages | undefined): (ListRow | undefined)[] => {
  const placed: (ListRow | undefined)[] = [];
  data?.pages.forEach(({ rows }, page) => {
    const start = Number(data.pageParams[page]);
    rows.forEach((row, index) => {
      placed[start + index] = row;
    });
  });
  return placed;
};
