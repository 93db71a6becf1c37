import { useSyncExternalStore } from 'react';

/** As the rows' own style sheet says: where they are narrow, they take two lines more. */
const narrow = (): MediaQueryList => {
  query ??= matchMedia('(width < 640px)');
  return query;
};

/** Asked for at every step of a scroll bar. */
let query: MediaQueryList | undefined;

const subscribe = (changed: () => void) => {
  narrow().addEventListener('change', changed);
  return () => narrow().removeEventListener('change', changed);
};

/** Height of a list's row in CSS pixels. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => (narrow().matches ? 88 : 56));
