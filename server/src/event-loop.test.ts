import { describe, expect, it } from 'vitest';
import { giveWay, mapInTurns } from './event-loop.ts';

/** Blocks the thread. */
const work = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('yielding to the event loop', () => {
  it('resumes one long task per turn of the event loop', async () => {
    let turn = 0;
    let counting = true;
    const count = () => {
      turn += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const turnsOf = async () => {
      const turns: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        work(15);
        await giveWay();
        turns.push(turn);
      }
      return turns;
    };
    const turns = (await Promise.all([turnsOf(), turnsOf(), turnsOf()])).flat();
    counting = false;
    expect(new Set(turns).size).toBe(15);
  });

  it('maps items in order and passes errors on', async () => {
    expect(await mapInTurns([1, 2, 3], (item) => item * 2)).toEqual([2, 4, 6]);
    const failing = mapInTurns([1], () => {
      throw new Error('unreadable');
    });
    await expect(failing).rejects.toThrow('unreadable');
  });
});
