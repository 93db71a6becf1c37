import { describe, expect, it } from 'vitest';
import { makeTurnCapacity, type Place } from './turn-capacity.ts';

const takeMany = (
  places: ReturnType<typeof makeTurnCapacity>,
  many: number,
  failing = false,
): Place[] => Array.from({ length: many }, () => places.take(failing));

describe('places for turns', () => {
  it('are as many as may run at the same time', () => {
    const places = makeTurnCapacity(4);
    const [first] = takeMany(places, 4);
    expect(places.free()).toEqual({ any: 0, failing: 0 });
    first?.release();
    first?.release();
    expect(places.free()).toEqual({ any: 1, failing: 1 });
  });

  it('become free while their turns wait for a vendor, up to ten waiting turns for each', () => {
    const places = makeTurnCapacity(4);
    for (let turn = 0; turn < 40; turn += 1) {
      expect(places.free().any).toBe(4);
      places.take(false).wait();
    }
    const [held] = takeMany(places, 1);
    held?.wait();
    expect(places.free().any).toBe(3);
    held?.release();
    expect(places.free().any).toBe(4);
  });

  it('are left by half to companies whose vendor responded last time', () => {
    const places = makeTurnCapacity(4);
    const failing = takeMany(places, 2, true);
    expect(places.free()).toEqual({ any: 2, failing: 0 });
    for (const context of failing) context.wait();
    expect(places.free()).toEqual({ any: 4, failing: 2 });
    for (let turn = 2; turn < 20; turn += 1) places.take(true).wait();
    expect(places.free()).toEqual({ any: 4, failing: 0 });
    for (const context of failing) context.release();
    expect(places.free()).toEqual({ any: 4, failing: 2 });
  });
});
