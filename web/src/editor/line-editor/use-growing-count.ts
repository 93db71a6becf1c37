import { startTransition, useCallback, useEffect, useState } from 'react';
import { afterPaint } from '../../lib/after-paint.ts';

/** Lines of the first paint, about a screen, and lines added by each later one. */
const first = 8;
const step = 12;

/**
 * How many of `count` lines are rendered: those of the first screen at once, the others in slices
 * after each paint, so that a long document opens without one long task.
 */
export const useGrowingCount = (count: number): { shown: number; showAll: () => void } => {
  const [most, setMost] = useState(first);
  const isComplete = most >= count;
  const showAll = useCallback(() => setMost(Number.POSITIVE_INFINITY), []);
  useEffect(() => {
    if (isComplete) return;
    let isOver = false;
    void afterPaint().then(() => {
      if (!isOver) startTransition(() => setMost((before) => Math.max(before, most + step)));
    });
    return () => {
      isOver = true;
    };
  }, [isComplete, most]);
  return { shown: Math.min(most, count), showAll };
};
