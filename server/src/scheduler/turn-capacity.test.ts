import { describe, expect, it } from 'vitest';
import { makeTurnCapacity, type TurnSlot } from './turn-capacity.ts';

const takeMany = (
  capacity: ReturnType<typeof makeTurnCapacity>,
  many: number,
  failing = false,
): TurnSlot[] => Array.from({ length: many }, () => capacity.take(failing));

describe('turn capacity', () => {
  it('limits the turns that run at the same time', () => {
    const capacity = makeTurnCapacity(4);
    const [first] = takeMany(capacity, 4);
    expect(capacity.free()).toEqual({ any: 0, failing: 0 });
    first?.release();
    first?.release();
    expect(capacity.free()).toEqual({ any: 1, failing: 1 });
  });

  it('is released while turns wait for a vendor, up to ten waiting turns per active one', () => {
    const capacity = makeTurnCapacity(4);
    for (let turn = 0; turn < 40; turn += 1) {
      expect(capacity.free().any).toBe(4);
      capacity.take(false).wait();
    }
    const [held] = takeMany(capacity, 1);
    held?.wait();
    expect(capacity.free().any).toBe(3);
    held?.release();
    expect(capacity.free().any).toBe(4);
  });

  it('reserves half for companies whose vendor responded last time', () => {
    const capacity = makeTurnCapacity(4);
    const failing = takeMany(capacity, 2, true);
    expect(capacity.free()).toEqual({ any: 2, failing: 0 });
    for (const context of failing) context.wait();
    expect(capacity.free()).toEqual({ any: 4, failing: 2 });
    for (let turn = 2; turn < 20; turn += 1) capacity.take(true).wait();
    expect(capacity.free()).toEqual({ any: 4, failing: 0 });
    for (const context of failing) context.release();
    expect(capacity.free()).toEqual({ any: 4, failing: 2 });
  });
});
