import type { Clock } from '../../clock.ts';
import type { Raw } from './faults.ts';

/** An answer that took longer tells the time too roughly. */
const quickMs = 5_000;

/**
 * How far Intuit's clock is ahead of ours, milliseconds, learnt from the Date of its answers (RFC 9110,
 * Date: whole seconds, so good to about a second). Null until an answer came quickly.
 */
export const makeClockSkew = (clock: Pick<Clock, 'now'>) => {
  let skew: number | null = null;
  return {
    ms: (): number | null => skew,
    /** Learns from an answer to what was asked at `askedAt` and came just now. */
    learn(raw: Raw, askedAt: number): void {
      const now = clock.now();
      if ('networkError' in raw || now - askedAt > quickMs) return;
      const told = Date.parse(raw.headers.get('date') ?? '');
      if (!Number.isNaN(told)) skew = Math.round(told + 500 - (askedAt + now) / 2);
    },
  };
};

export type ClockSkew = ReturnType<typeof makeClockSkew>;
