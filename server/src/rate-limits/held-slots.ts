import { backgroundSlots, gapMs, type RealmLimits, usableMs } from './realm-limits.ts';
import { type Counts, type Granted, type NextStart, startOf } from './realm-state.ts';

/** A leased slot. `draining`: another process is entitled to it; released when no longer busy. */
type Held = NextStart & { index: number; until: number; busy: boolean; draining: boolean };

/**
 * One request in a slot. `begin` is called right before sending and returns false when the rest of
 * the slot's lease is shorter than a request may take. Instants are epoch milliseconds.
 */
export type Use = { begin(at: number): boolean; end(endedAt: number): void };

/** A process without calls releases all but `sparedSlots` after `some`, the rest after `all`. */
export const idleMs = { some: 3_000, all: 15_000 };
const sparedSlots = 2;

/** Initial value of the average request duration, and the longest duration that enters it. */
const averageMs = { initial: 500, most: 2_000 };

/** Tracks the slots of a realm that this process has leased, and which of them are in use. */
export const makeHeldSlots = (limits: RealmLimits, process: string) => {
  const half = backgroundSlots(limits);
  const held = new Map<number, Held>();
  let averageDurationMs = averageMs.initial;

  /** Slots in which a request may start now. */
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

    /** Finds a slot in which a request may start now; prefers user-only slots for users. */
    find(background: boolean, at: number): Held | undefined {
      const allowed = ready(at).filter(({ index }) => !background || index < half);
      return allowed.find(({ index }) => index >= half) ?? allowed[0];
    },

    /** Occupies a slot for one request; it begins after `at` when a check runs before sending. */
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
          // A slow request may have left late because this process was busy: counts the gap from
          // its end minus the average duration.
          const leftAt = Math.ceil(endedAt - averageDurationMs);
          slot.from = Math.max(slot.from, leftAt + gapMs(limits));
          const duration = Math.min(endedAt - begunAt, averageMs.most);
          averageDurationMs = 0.8 * averageDurationMs + 0.2 * duration;
        },
      };
    },

    /** For each slot not in use, the instant when it may start its next request. */
    starts: (): number[] => free().map((slot) => startOf(slot, process, limits)),

    /** Slots to release: those owed to others, and those not needed after `idle` milliseconds. */
    toRelease(idle: number): Held[] {
      if (idle >= idleMs.all) return free();
      const unneeded = idle >= idleMs.some ? Math.max(0, held.size - sparedSlots) : 0;
      return free().filter(({ draining }, order) => draining || order < unneeded);
    },

    remove: ({ index }: Held): void => void held.delete(index),

    /** Applies a grant and marks owed slots as draining, slots that are not in use first. */
    update({ slots, owed }: Pick<Granted, 'slots' | 'owed'>): void {
      const granted = new Set(slots.map(({ index }) => index));
      for (const index of held.keys()) if (!granted.has(index)) held.delete(index);
      for (const slot of slots) {
        const known = held.get(slot.index);
        if (known) known.until = slot.until;
        else held.set(slot.index, { ...slot, busy: false, draining: false });
      }
      for (const kind of ['user', 'background'] satisfies (keyof Counts)[]) {
        const isBelow = kind === 'background';
        const ofKind = [...held.values()].filter(({ index }) => index < half === isBelow);
        const freeFirst = ofKind.toSorted((a, b) => Number(a.busy) - Number(b.busy));
        freeFirst.forEach((slot, order) => {
          slot.draining = order < owed[kind];
        });
      }
    },
  };
};
