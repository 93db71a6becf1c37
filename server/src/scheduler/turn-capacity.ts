/**
 * Limits the turns that a process works on at once. A turn that takes longer than a slice waits for
 * a vendor and then counts separately, so that vendors that do not respond cannot use up all
 * capacity.
 */
export type TurnCapacity = {
  /** How many turns may begin now, and how many of them may be turns that failed last time. */
  free(): { any: number; failing: number };
  take(failing: boolean): TurnSlot;
};

export type TurnSlot = {
  /** Counts the turn as waiting for a vendor. */
  wait(): void;
  release(): void;
};

/** Waiting turns allowed per active turn; each holds only a socket and little memory. */
const waitingPerTurn = 10;

export const makeTurnCapacity = (atOnce: number): TurnCapacity => {
  const most = {
    active: atOnce,
    waiting: atOnce * waitingPerTurn,
    // The other half is reserved for turns that succeeded last time.
    activeFailing: Math.ceil(atOnce / 2),
    waitingFailing: (atOnce * waitingPerTurn) / 2,
  };
  const count = { active: 0, waiting: 0, activeFailing: 0, waitingFailing: 0 };
  const add = (state: 'active' | 'waiting', failing: boolean, by: 1 | -1) => {
    count[state] += by;
    if (failing) count[`${state}Failing`] += by;
  };
  return {
    free() {
      const any = most.active - count.active;
      const full = count.waitingFailing >= most.waitingFailing;
      const failing = full ? 0 : Math.min(any, most.activeFailing - count.activeFailing);
      return { any, failing };
    },
    take(failing) {
      let state: 'active' | 'waiting' | 'released' = 'active';
      add(state, failing, 1);
      return {
        wait() {
          if (state !== 'active' || count.waiting >= most.waiting) return;
          add('active', failing, -1);
          state = 'waiting';
          add(state, failing, 1);
        },
        release() {
          if (state === 'released') return;
          add(state, failing, -1);
          state = 'released';
        },
      };
    },
  };
};
