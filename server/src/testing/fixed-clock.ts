import type { Clock } from '../clock.ts';

/** A clock that stands still until it is moved. The emulators keep real time: start near it. */
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
