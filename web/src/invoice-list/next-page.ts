import { pageStart, rowsAfter } from '@dealbill/server/shared/contract/list-pages';

/** The first and last visible row, from 0. */
export type InView = { from: number; to: number };

/** Rows around the visible ones that are loaded too, for fast scrolling. */
const around = 25;

const firstMissing = (loaded: number[], from: number, to: number): number | null => {
  for (let start = pageStart(from); start <= to; start += rowsAfter(start)) {
    if (!loaded.includes(start)) return start;
  }
  return null;
};

type Reached = {
  /** Start indexes of the loaded pages. */
  loaded: number[];
  /** Number of rows in the whole list. */
  count: number;
  inView: InView;
  /** Loads skipped pages too, when nothing else is missing. */
  fillsGaps: boolean;
};

/** Start of the next page to load, visible rows first; null when none is missing. */
export const nextPageStart = ({ loaded, count, inView, fillsGaps }: Reached): number | null => {
  const from = Math.max(inView.from - around, 0);
  const to = Math.min(inView.to + around, count - 1);
  const viewed = firstMissing(loaded, from, to);
  if (viewed !== null || !fillsGaps) return viewed;
  return firstMissing(loaded, 0, Math.max(...loaded));
};
