import type { ListRow, ReadPages } from './queries.ts';

/** Rows by position in the list: pages load in any order, with gaps. */
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
