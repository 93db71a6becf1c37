import {
  backgroundSlots,
  gapMs,
  leaseMs,
  minuteMs,
  type RealmLimits,
  renewMs,
  slotCount,
} from './realm-limits.ts';

/** Background work is ordered as if it began to wait this much later: after users, not starved. */
export const backgroundDelayMs = 30_000;

/** Lifetime of an entry in `waiting` unless its process renews it. */
const waitingMs = 3_000;

/** How long a process may hold a contended slot when there are fewer slots than processes. */
const tenureMs = 3_000;

/** Earliest next start: `from` in epoch milliseconds of the clock of process `by`. */
export type NextStart = { from: number; by: string };

/**
 * Right to one request at a time, with a gap between two starts. The number of slots and the gap
 * together enforce all limits, whichever process holds a slot. `holder` is empty when it is free.
 */
export type Slot = NextStart & { holder: string; until: number; since: number };

export type BatchUse = { at: number; background: boolean };

/** A number for users and one for background work. */
export type Counts = { user: number; background: number };

type Waiting = {
  holder: string;
  background: boolean;
  batch: boolean;
  since: number;
  until: number;
};

/** State of a realm that all processes share; stored in one row. */
export type RealmState = {
  slots: Slot[];
  /** Batches started within the last minute. */
  batches: BatchUse[];
  /** Batches that processes may still start. */
  reserved: (Counts & { holder: string; until: number })[];
  waiting: Waiting[];
  /** End of the pause after a 429, in epoch milliseconds; 0 without one. */
  pausedUntil: number;
};

/** What a process reports when it synchronizes. */
export type Report = {
  process: string;
  /** Released slots with the earliest next start of each. */
  released: ({ index: number } & NextStart)[];
  /** Batches started since the last report. */
  batches: BatchUse[];
  /** Granted batches not started yet. */
  unusedBatches: Counts;
  /** Additional slots and batches requested. */
  wantedSlots: Counts;
  wantedBatches: Counts;
  pausedUntil: number;
};

/** Slots and batches of a process after it synchronized. */
export type Granted = {
  slots: ({ index: number; until: number } & NextStart)[];
  batches: Counts & { until: number };
  pausedUntil: number;
  /** Number of slots to release for other processes: `user` counts user-only slots. */
  owed: Counts;
};

export const emptyState = (): RealmState => ({
  slots: [],
  batches: [],
  reserved: [],
  waiting: [],
  pausedUntil: 0,
});

/** When `process` may start the next request, by its own clock. */
export const startOf = ({ from, by }: NextStart, process: string, limits: RealmLimits): number =>
  by === process ? from : from + limits.skewMs;

/** Order of waiting calls and processes; smaller goes first. */
export const turnOf = ({ since, background }: { since: number; background: boolean }): number =>
  since + (background ? backgroundDelayMs : 0);

const freed = { holder: '', until: 0, since: 0 };

/** Removes expired leases, batches, waits and pauses from the state. */
const withoutExpired = (
  state: RealmState,
  me: string,
  now: number,
  limits: RealmLimits,
): RealmState => {
  const { skewMs } = limits;
  const expired = (one: { holder: string; until: number }) =>
    one.holder !== me && one.until + skewMs <= now;
  const slots = Array.from(
    { length: Math.max(slotCount(limits), state.slots.length) },
    (_, index) => {
      const slot = state.slots[index] ?? { holder: '', until: 0, since: 0, from: 0, by: '' };
      if (slot.holder === '' || !expired(slot)) return { ...slot };
      // A request cannot have started later than `usableMs` before the end of the lease.
      return { ...freed, from: Math.max(slot.from, slot.until), by: slot.holder };
    },
  );
  const unreported = state.reserved
    .filter(expired)
    .flatMap(({ until, user, background }) => [
      ...Array.from({ length: user }, () => ({ at: until, background: false })),
      ...Array.from({ length: background }, () => ({ at: until, background: true })),
    ]);
  return {
    slots,
    batches: [...state.batches, ...unreported].filter(({ at }) => at + minuteMs + skewMs > now),
    reserved: state.reserved.filter((one) => !expired(one)).map((one) => ({ ...one })),
    waiting: state.waiting.filter(({ until }) => until > now),
    pausedUntil: state.pausedUntil > now ? state.pausedUntil : 0,
  };
};

/**
 * Applies a report and grants free slots and batches, to the longest wait first and to users before
 * background work. Pure: the caller must store the returned state before it uses the grant.
 */
export const synchronize = (
  before: RealmState,
  report: Report,
  now: number,
  limits: RealmLimits,
): { state: RealmState; granted: Granted } => {
  const { process: me } = report;
  const state = withoutExpired(before, me, now, limits);
  const { slots } = state;
  const count = slotCount(limits);
  const half = backgroundSlots(limits);
  const ours = before.waiting.filter(({ holder }) => holder === me);
  state.waiting = state.waiting.filter(({ holder }) => holder !== me);
  state.pausedUntil = Math.max(state.pausedUntil, report.pausedUntil);
  state.batches.push(...report.batches);
  state.reserved = state.reserved.filter(({ holder }) => holder !== me);

  for (const { index, from, by } of report.released) {
    if (slots[index]?.holder === me) slots[index] = { ...freed, from, by };
  }
  for (const slot of slots) {
    if (slot.holder === me && slot.until < now + renewMs(limits))
      slot.until = now + leaseMs(limits);
  }

  /** When this process began to wait for a slot or batch of this kind; now if it does not yet. */
  const sinceOf = (background: boolean, batch: boolean): number =>
    ours.find((one) => one.background === background && one.batch === batch)?.since ?? now;
  /** Number of other processes that go first. */
  const ahead = (background: boolean, batch: boolean): number => {
    const turn = turnOf({ since: sinceOf(background, batch), background });
    return state.waiting.filter((other) => other.batch === batch && turnOf(other) < turn).length;
  };
  const wait = (background: boolean, batch: boolean) => {
    const before = ours.find((one) => one.background === background && one.batch === batch);
    const isFresh = before && before.until > now + waitingMs / 2;
    const until = isFresh ? before.until : now + waitingMs;
    state.waiting.push({ holder: me, background, batch, since: before?.since ?? now, until });
  };

  const takeSlots = (background: boolean, wanted: number) => {
    const free = slots
      .map((slot, index) => ({ slot, index }))
      .filter(({ slot, index }) => slot.holder === '' && index < (background ? half : count))
      // User-only slots first, then by earliest start.
      .toSorted(
        (a, b) =>
          Number(b.index >= half) - Number(a.index >= half) ||
          startOf(a.slot, me, limits) - startOf(b.slot, me, limits),
      );
    const mine = free.slice(
      0,
      Math.max(0, Math.min(wanted, free.length - ahead(background, false))),
    );
    for (const { slot } of mine) {
      Object.assign(slot, { holder: me, until: now + leaseMs(limits), since: now });
    }
    if (mine.length < wanted) wait(background, false);
  };
  takeSlots(false, report.wantedSlots.user);
  takeSlots(true, report.wantedSlots.background);

  const batches = grantBatches(state, report, limits, ahead);
  if (batches.user < report.unusedBatches.user + report.wantedBatches.user) wait(false, true);
  if (batches.background < report.unusedBatches.background + report.wantedBatches.background) {
    wait(true, true);
  }
  const until = now + leaseMs(limits);
  if (batches.user + batches.background > 0) state.reserved.push({ holder: me, until, ...batches });

  const mine = slots.flatMap(({ holder, until, from, by }, index) =>
    holder === me ? [{ index, until, from, by }] : [],
  );
  const { pausedUntil } = state;
  const owed = owedTo(state, me, now, limits);
  return { state, granted: { slots: mine, batches: { ...batches, until }, pausedUntil, owed } };
};

const grantBatches = (
  state: RealmState,
  { unusedBatches: unused, wantedBatches: wanted }: Report,
  { batchesPerMinute }: RealmLimits,
  ahead: (background: boolean, batch: boolean) => number,
): Counts => {
  const half = Math.max(1, Math.floor(batchesPerMinute / 2));
  const all = state.reserved.reduce((sum, one) => sum + one.user + one.background, 0);
  let free = batchesPerMinute - state.batches.length - all - unused.user - unused.background;
  const more = (background: boolean, count: number, most: number): number => {
    if (count === 0) return 0;
    const given = Math.max(0, Math.min(count, Math.min(most, free) - ahead(background, true)));
    free -= given;
    return given;
  };
  const usedInBackground = state.batches.filter(({ background }) => background).length;
  const heldInBackground = state.reserved.reduce((sum, one) => sum + one.background, 0);
  const most = half - usedInBackground - heldInBackground - unused.background;
  return {
    user: unused.user + more(false, wanted.user, free),
    background: unused.background + more(true, wanted.background, most),
  };
};

/**
 * Number of slots that a process must release because others wait: those beyond its equal share.
 * With fewer slots than processes, those it has held for longer than `tenureMs`.
 */
const owedTo = (
  { slots, waiting }: RealmState,
  me: string,
  now: number,
  limits: RealmLimits,
): Counts => {
  const half = backgroundSlots(limits);
  const owed = (from: number, to: number, others: Waiting[]): number => {
    const range = slots.slice(from, to);
    const mine = range.filter(({ holder }) => holder === me);
    const free = range.filter(({ holder }) => holder === '').length;
    if (mine.length === 0 || others.length <= free) return 0;
    const holders = new Set([
      me,
      ...range.map(({ holder }) => holder),
      ...others.map((o) => o.holder),
    ]);
    holders.delete('');
    const share = Math.floor(range.length / holders.size);
    if (share > 0) return Math.max(0, mine.length - share);
    return mine.filter(({ since }) => since + tenureMs <= now).length;
  };
  const others = waiting.filter(({ holder, batch }) => holder !== me && !batch);
  const users = others.filter(({ background }) => !background);
  return {
    background: owed(0, half, others),
    user: owed(half, slotCount(limits), users),
  };
};

/** When the state becomes equal to an empty one, in epoch milliseconds. */
export const blankFrom = (state: RealmState, { skewMs }: RealmLimits): number =>
  Math.max(
    state.pausedUntil,
    ...state.slots.map(({ until, from }) => Math.max(until, from)),
    ...state.batches.map(({ at }) => at + minuteMs),
    ...state.reserved.map(({ until }) => until + minuteMs),
    ...state.waiting.map(({ until }) => until),
  ) + skewMs;

/**
 * Frees all slots after the only process on this database was killed: its requests have ended, and
 * any that it may have started count as started now.
 */
export const withoutHolders = (state: RealmState, now: number, limits: RealmLimits): RealmState =>
  withoutExpired(
    {
      ...state,
      slots: state.slots.map((slot) =>
        slot.holder === ''
          ? slot
          : { ...freed, from: Math.max(slot.from, now + gapMs(limits)), by: '' },
      ),
      reserved: state.reserved.map((one) => ({ ...one, until: now - limits.skewMs })),
      waiting: [],
    },
    '',
    now,
    limits,
  );
