import { pageStart, rowsAfter } from '@dealbill/server/shared/contract/list-pages';

/** The first and the last row that are looked at, from 0. */
export type InView = { from: number; to: number };

/** So many rows around those in view are read too: whoever scrolls fast shall not wait for them. */
const around = 25;

const firstMissing = (loaded: number[], from: number, to: number): number | null => {
  for (let start = pageStart(from); start <= to; start += rowsAfter(start)) {
    if (!loaded.includes(start)) return start;
  }
  return null;
};

type Reached = {
  /** Where the pages start that are there. */
  loaded: number[];
  /** How many rows the whole list has. */
  count: number;
  inView: InView;
  /** Pages that were jumped over are read as well, when nothing else is missing. */
  fillsGaps: boolean;
};

/** Where the page starts that is to be read next: what is looked at comes first. Null when none is missing. */
export const nextPageStart = ({ loaded, count, inView, fillsGaps }: Reached): number | null => {
  const from = Math.max(inView.from - around, 0);
  const to = Math.min(inView.to + around, count - 1);
  const viewed = firstMissing(loaded, from, to);
  if (viewed !== null || !fillsGaps) return viewed;
  return firstMissing(loaded, 0, Math.max(...loaded));
};
