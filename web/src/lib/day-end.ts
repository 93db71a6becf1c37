import { useEffect, useEffectEvent } from 'react';
import { now } from './clock.ts';

/** Leaves time for a browser whose clock is ahead of the server's. */
const leastMs = 60_000;

/** The longest day, when clocks are set back. */
const longestMs = 25 * 60 * 60_000;

/** Milliseconds until the company's day ends, at least a minute; null without a valid instant. */
export const untilDayEnds = (dayEndsAt: string | undefined): number | null => {
  const left = Date.parse(dayEndsAt ?? '') - now();
  return Number.isNaN(left) ? null : Math.min(longestMs, Math.max(leastMs, left));
};

/**
 * Runs `then` when the company's day ends: then invoices become overdue. Once more for each new
 * `dayEndsAt`, an ISO instant.
 */
export const useDayEnd = (dayEndsAt: string | undefined, then: () => void): void => {
  const run = useEffectEvent(then);
  useEffect(() => {
    const left = untilDayEnds(dayEndsAt);
    if (left === null) return;
    const timer = setTimeout(() => run(), left);
    return () => clearTimeout(timer);
  }, [dayEndsAt]);
};
