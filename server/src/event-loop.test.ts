import { describe, expect, it } from 'vitest';
import { giveWay, mapInTurns } from './event-loop.ts';
import { inBackground } from './vendor-calls/urgency.ts';

/** Blocks the thread. */
const work = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

/** Counts turns of the event loop while `run` works; `run` gets the number of the current turn. */
const countingTurns = async <T>(run: (turn: () => number) => Promise<T>): Promise<T> => {
  let turn = 0;
  let counting = true;
  const count = () => {
    turn += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  try {
    return await run(() => turn);
  } finally {
    counting = false;
  }
};

/** A long task; returns the turns in which it was resumed. */
const turnsOf = async (turn: () => number): Promise<number[]> => {
  const turns: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    work(15);
    await giveWay();
    turns.push(turn());
  }
  return turns;
};

describe('yielding to the event loop', () => {
  it('resumes one long task per turn of the event loop', async () => {
    const turns = await countingTurns((turn) =>
      Promise.all([turnsOf(turn), turnsOf(turn), turnsOf(turn)]),
    );
    expect(new Set(turns.flat()).size).toBe(15);
  });

  it('lets background tasks rest between their slices, and a request go first', async () => {
    const [first, second, request] = await countingTurns((turn) => {
      const inRests = () => inBackground('initial_sync', () => turnsOf(turn));
      return Promise.all([inRests(), inRests(), turnsOf(turn)]);
    });
    const resumed = [...first, ...second].sort((a, b) => a - b);
    const turnsBetween = resumed.slice(1).map((turn, index) => turn - (resumed[index] ?? 0));
    // A rest has as many turns as an idle thread makes in it.
    expect(Math.min(...turnsBetween)).toBeGreaterThan(2);
    expect(Math.max(...request)).toBeLessThan(Math.max(...resumed));
  });

  it('maps items in order and passes errors on', async () => {
    expect(await mapInTurns([1, 2, 3], (item) => item * 2)).toEqual([2, 4, 6]);
    const failing = mapInTurns([1], () => {
      throw new Error('unreadable');
    });
    await expect(failing).rejects.toThrow('unreadable');
  });
});
