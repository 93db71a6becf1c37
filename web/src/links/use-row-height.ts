import { useSyncExternalStore } from 'react';

/** As the rows' own style sheet says: where they are narrow, they take two lines more. */
const narrow = () => matchMedia('(width < 640px)');

const subscribe = (changed: () => void) => {
  const query = narrow();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** Height of a list's row in CSS pixels. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => (narrow().matches ? 88 : 56));
