import {
  backgroundSlots,
  gapMs,
  leaseMs,
  minuteMs,
  type RealmLimits,
  renewMs,
  slotCount,
} from './realm-limits.ts';

/** Background work counts as if it had begun to wait so much later, so that it goes last and still gets its turn. */
export const backgroundDelayMs = 30_000;

/** How long an entry in `waiting` counts unless its process renews it. */
const waitingMs = 3_000;

/** How long a process keeps a slot for which others wait, where there are fewer slots than processes. */
const tenureMs = 3_000;

/** The next request may start at `from`, by the clock of `by`, which started the last one. */
export type NextStart = { from: number; by: string };

/**
 * The right to one request at a time, with a gap between two starts: so many of them keep all limits at once,
 * whoever holds them. `holder` is empty when it is free.
 */
export type Slot = NextStart & { holder: string; until: number; since: number };

export type BatchUse = { at: number; background: boolean };

/** Number of something for users, and for background work. */
export type Counts = { user: number; background: number };

type Waiting = {
  holder: string;
  background: boolean;
  batch: boolean;
  since: number;
  until: number;
};

/** All that processes share about a realm; stored as one row. */
export type RealmState = {
  slots: Slot[];
  /** Batches of the last minute. */
  batches: BatchUse[];
  /** Batches that a process may still make. */
  reserved: (Counts & { holder: string; until: number })[];
  waiting: Waiting[];
  /** QuickBooks asked for silence until then. */
  pausedUntil: number;
};

/** What a process tells when it synchronizes. */
export type Report = {
  process: string;
  /** Slots that it gives back, and when each may start its next request. */
  released: ({ index: number } & NextStart)[];
  /** Batches that it has started since its last report. */
  batches: BatchUse[];
  /** Batches that it may still make and keeps. */
  keptBatches: Counts;
  /** More slots and batches that it could use now. */
  wantedSlots: Counts;
  wantedBatches: Counts;
  pausedUntil: number;
};

/** What a process may use after it synchronized. */
export type Granted = {
  slots: ({ index: number; until: number } & NextStart)[];
  batches: Counts & { until: number };
  pausedUntil: number;
  /** Slots for background work and slots for users only that it is to give back for others. */
  owed: Counts;
};

export const emptyState = (): RealmState => ({
  slots: [],
  batches: [],
  reserved: [],
  waiting: [],
  pausedUntil: 0,
});

/** When a process may start a request after this one, by its own clock. */
export const startOf = ({ from, by }: NextStart, process: string, limits: RealmLimits): number =>
  by === process ? from : from + limits.skewMs;

/** Smaller goes first. */
export const turnOf = ({ since, background }: { since: number; background: boolean }): number =>
  since + (background ? backgroundDelayMs : 0);

const freed = { holder: '', until: 0, since: 0 };

/** The state once what nobody holds or needs any more is taken out of it. */
const current = (state: RealmState, me: string, now: number, limits: RealmLimits): RealmState => {
  const { skewMs } = limits;
  const lapsed = (one: { holder: string; until: number }) =>
    one.holder !== me && one.until + skewMs <= now;
  const slots = Array.from(
    { length: Math.max(slotCount(limits), state.slots.length) },
    (_, index) => {
      const slot = state.slots[index] ?? { holder: '', until: 0, since: 0, from: 0, by: '' };
      if (slot.holder === '' || !lapsed(slot)) return { ...slot };
      // A request cannot have started later than `usableMs` before the end of the lease.
      return { ...freed, from: Math.max(slot.from, slot.until), by: slot.holder };
    },
  );
  const unreported = state.reserved
    .filter(lapsed)
    .flatMap(({ until, user, background }) => [
      ...Array.from({ length: user }, () => ({ at: until, background: false })),
      ...Array.from({ length: background }, () => ({ at: until, background: true })),
    ]);
  return {
    slots,
    batches: [...state.batches, ...unreported].filter(({ at }) => at + minuteMs + skewMs > now),
    reserved: state.reserved.filter((one) => !lapsed(one)).map((one) => ({ ...one })),
    waiting: state.waiting.filter(({ until }) => until > now),
    pausedUntil: state.pausedUntil > now ? state.pausedUntil : 0,
  };
};

/**
 * Takes in what a process reports, and grants what is free: to those who wait longest first, users before
 * background work. Pure; the state that it returns is to be stored before the grant is used.
 */
export const synchronize = (
  before: RealmState,
  report: Report,
  now: number,
  limits: RealmLimits,
): { state: RealmState; granted: Granted } => {
  const { process: me } = report;
  const state = current(before, me, now, limits);
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

  /** Since when this process waits for such a thing. */
  const sinceOf = (background: boolean, batch: boolean): number =>
    ours.find((one) => one.background === background && one.batch === batch)?.since ?? now;
  /** How many other processes go first. */
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
      // Those that only users may use first, then the one that may start first.
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
  if (batches.user < report.keptBatches.user + report.wantedBatches.user) wait(false, true);
  if (batches.background < report.keptBatches.background + report.wantedBatches.background) {
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
  { keptBatches: kept, wantedBatches: wanted }: Report,
  { batchesPerMinute }: RealmLimits,
  ahead: (background: boolean, batch: boolean) => number,
): Counts => {
  const half = Math.max(1, Math.floor(batchesPerMinute / 2));
  const all = state.reserved.reduce((sum, one) => sum + one.user + one.background, 0);
  let free = batchesPerMinute - state.batches.length - all - kept.user - kept.background;
  const more = (background: boolean, count: number, most: number): number => {
    if (count === 0) return 0;
    const given = Math.max(0, Math.min(count, Math.min(most, free) - ahead(background, true)));
    free -= given;
    return given;
  };
  const usedInBackground = state.batches.filter(({ background }) => background).length;
  const heldInBackground = state.reserved.reduce((sum, one) => sum + one.background, 0);
  const most = half - usedInBackground - heldInBackground - kept.background;
  return {
    user: kept.user + more(false, wanted.user, free),
    background: kept.background + more(true, wanted.background, most),
  };
};

/**
 * How many slots a process is to give back because others wait: what is beyond its share. Where there are
 * fewer slots than processes, those that it has had for a while.
 */
const owedTo = (
  { slots, waiting }: RealmState,
  me: string,
  now: number,
  limits: RealmLimits,
): Counts => {
  const half = backgroundSlots(limits);
  const owed = (from: number, to: number, others: Waiting[]): number => {
    const some = slots.slice(from, to);
    const mine = some.filter(({ holder }) => holder === me);
    const free = some.filter(({ holder }) => holder === '').length;
    if (mine.length === 0 || others.length <= free) return 0;
    const holders = new Set([
      me,
      ...some.map(({ holder }) => holder),
      ...others.map((o) => o.holder),
    ]);
    holders.delete('');
    const share = Math.floor(some.length / holders.size);
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

/** When the state will no longer tell anything; epoch milliseconds. */
export const blankFrom = (state: RealmState, { skewMs }: RealmLimits): number =>
  Math.max(
    state.pausedUntil,
    ...state.slots.map(({ until, from }) => Math.max(until, from)),
    ...state.batches.map(({ at }) => at + minuteMs),
    ...state.reserved.map(({ until }) => until + minuteMs),
    ...state.waiting.map(({ until }) => until),
  ) + skewMs;

/**
 * The state after the only process that worked on it was killed: nothing is in flight any more, and what it
 * may have started counts as started now.
 */
export const withoutHolders = (state: RealmState, now: number, limits: RealmLimits): RealmState =>
  current(
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
