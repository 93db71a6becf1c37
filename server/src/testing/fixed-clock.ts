import type { Clock } from '../clock.ts';

/** A clock that moves only by `advance`. Start it near the real time, which the emulators use. */
export type FixedClock = Clock & { advance(ms: number): void };

export const fixedClock = (start: number = Date.now()): FixedClock => {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
};
