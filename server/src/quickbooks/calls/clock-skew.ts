import type { Clock } from '../../clock.ts';
import type { Raw } from './faults.ts';

/** Responses that took longer are too inaccurate. */
const maxDurationMs = 5_000;

/**
 * Measures how many milliseconds Intuit's clock is ahead of ours, from the Date header (RFC 9110:
 * whole seconds, so accurate to about a second). Null before the first quick response.
 */
export const makeClockSkew = (clock: Pick<Clock, 'now'>) => {
  let skew: number | null = null;
  return {
    ms: (): number | null => skew,
    /** Measures from a response that has just arrived for a request sent at `requestedAt`. */
    learn(raw: Raw, requestedAt: number): void {
      const now = clock.now();
      if ('networkError' in raw || now - requestedAt > maxDurationMs) return;
      const serverTime = Date.parse(raw.headers.get('date') ?? '');
      if (!Number.isNaN(serverTime)) skew = Math.round(serverTime + 500 - (requestedAt + now) / 2);
    },
  };
};

export type ClockSkew = ReturnType<typeof makeClockSkew>;
