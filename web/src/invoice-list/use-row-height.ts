import { useSyncExternalStore } from 'react';

/** The breakpoint of the rows' style sheet: narrow rows are two lines higher. */
const narrow = (): MediaQueryList => {
  query ??= matchMedia('(width < 640px)');
  return query;
};

/** Read at every step of scrolling, so it is created once. */
let query: MediaQueryList | undefined;

const subscribe = (changed: () => void) => {
  narrow().addEventListener('change', changed);
  return () => narrow().removeEventListener('change', changed);
};

/** Height of a list row in CSS pixels. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => (narrow().matches ? 88 : 56));
