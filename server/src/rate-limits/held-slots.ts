import { backgroundSlots, gapMs, type RealmLimits, usableMs } from './realm-limits.ts';
import { type Counts, type Granted, type NextStart, startOf } from './realm-state.ts';

/** `draining`: it is owed to another process, and goes back as soon as it is not busy. */
type Held = NextStart & { index: number; until: number; busy: boolean; draining: boolean };

/** One request in a slot. `begin`: it leaves now; false when the lease of the slot is too short for it. */
export type Use = { begin(at: number): boolean; end(endedAt: number): void };

/** A process that makes no calls keeps `sparedSlots` after the first time, none after the second. */
export const idleMs = { some: 3_000, all: 15_000 };
const sparedSlots = 2;

/** What a request is taken to last until some have ended, and the longest that counts. */
const usualMs = { first: 500, most: 2_000 };

/** The slots of a realm that a process holds, and which of them are in use. */
export const makeHeldSlots = (limits: RealmLimits, process: string) => {
  const half = backgroundSlots(limits);
  const held = new Map<number, Held>();
  let usual = usualMs.first;

  /** Those in which a request may start now. */
  const ready = (at: number): Held[] =>
    [...held.values()].filter(
      (slot) =>
        !slot.busy &&
        !slot.draining &&
        startOf(slot, process, limits) <= at &&
        slot.until - at >= usableMs(limits),
    );
  const free = (): Held[] => [...held.values()].filter(({ busy }) => !busy);

  return {
    ready,
    free,
    size: () => held.size,
    inHalf: (): number => [...held.keys()].filter((index) => index < half).length,
    isOwing: (): boolean => free().some(({ draining }) => draining),

    /** A slot in which a request may start now; one for users only, if it is for a user. */
    find(background: boolean, at: number): Held | undefined {
      const some = ready(at).filter(({ index }) => !background || index < half);
      return some.find(({ index }) => index >= half) ?? some[0];
    },

    /** Uses a slot for one request, which begins later than `at` when something is asked before. */
    use(slot: Held, at: number): Use {
      let begunAt = at;
      Object.assign(slot, { busy: true, from: at + gapMs(limits), by: process });
      return {
        begin(at) {
          if (held.get(slot.index) !== slot || slot.until - at < usableMs(limits)) return false;
          begunAt = at;
          slot.from = at + gapMs(limits);
          return true;
        },
        end(endedAt) {
          slot.busy = false;
          // A request that took unusually long may have left late, when this process was busy with other things.
          slot.from = Math.max(slot.from, endedAt - usual + gapMs(limits));
          usual = 0.8 * usual + 0.2 * Math.min(endedAt - begunAt, usualMs.most);
        },
      };
    },

    /** When each that is not in use may start its next request. */
    starts: (): number[] => free().map((slot) => startOf(slot, process, limits)),

    /** Those to give back: owed to others, or not needed by a process that is idle for so long. */
    toRelease(idle: number): Held[] {
      if (idle >= idleMs.all) return free();
      if (idle >= idleMs.some) return free().slice(0, Math.max(0, held.size - sparedSlots));
      return free().filter(({ draining }) => draining);
    },

    remove: ({ index }: Held): void => void held.delete(index),

    /** Takes over what was granted, and marks what is owed: slots that are not in use first. */
    update({ slots, owed }: Pick<Granted, 'slots' | 'owed'>): void {
      const still = new Set(slots.map(({ index }) => index));
      for (const index of held.keys()) if (!still.has(index)) held.delete(index);
      for (const slot of slots) {
        const known = held.get(slot.index);
        if (known) known.until = slot.until;
        else held.set(slot.index, { ...slot, busy: false, draining: false });
      }
      for (const kind of ['user', 'background'] satisfies (keyof Counts)[]) {
        const isBelow = kind === 'background';
        const some = [...held.values()].filter(({ index }) => index < half === isBelow);
        const freeFirst = some.toSorted((a, b) => Number(a.busy) - Number(b.busy));
        freeFirst.forEach((slot, order) => {
          slot.draining = order < owed[kind];
        });
      }
    },
  };
};
