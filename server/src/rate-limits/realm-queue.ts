import { idleMs, makeHeldSlots, type Use } from './held-slots.ts';
import { NoPermit, type Permit, type Timers, type Wanted } from './permit.ts';
import { backgroundSlots, gapMs, type RealmLimits, slotCount } from './realm-limits.ts';
import { type Counts, type Granted, type Report, turnOf } from './realm-state.ts';

type Waiter = Wanted & {
  since: number;
  deadline: number;
  resolve(permit: Permit): void;
  reject(error: unknown): void;
};

/** A user is not kept waiting for a longer silence that QuickBooks asked for, but told about it. */
const longestPauseMs = 5_000;

/** Time between two looks at what other processes need, and between two tries to get more. */
const lookMs = 1_000;
const tryMs = 250;

/** Batches to have at hand beyond those that are needed. */
const spareBatches = 1;

/**
 * The calls of one process to one realm. They start in the slots that the process holds, users first;
 * `synchronize` gets more slots, gives back what is not needed, and is not called for each request.
 */
export const makeRealmQueue = (
  limits: RealmLimits,
  {
    process,
    now,
    timers,
    synchronize,
    onEmpty,
  }: {
    process: string;
    now(): number;
    timers: Timers;
    synchronize(report: Report): Promise<Granted>;
    /** Nobody waits, and the process holds and owes nothing: a new queue would know as much. */
    onEmpty(): void;
  },
) => {
  const half = backgroundSlots(limits);
  const held = makeHeldSlots(limits, process);
  const waiters = new Set<Waiter>();
  let batches: Counts & { until: number } = { user: 0, background: 0, until: 0 };
  let usedBatches: Report['batches'] = [];
  /** Given back, and not yet known to be stored. */
  let releasing: Report['released'] = [];
  let pausedUntil = 0;
  /** The longest pause that is known to be stored. */
  let storedPause = 0;
  let [syncedAt, usedAt] = [Number.NEGATIVE_INFINITY, now()];
  let syncing: Promise<void> | null = null;
  /** The last synchronization did not give all that was asked for. */
  let lacking = false;
  /** The last synchronization failed, so its report may be stored or not. */
  let failed = false;
  /** Starts of the last two gaps. */
  let recent: number[] = [];
  let closed = false;
  let cancel = () => {};

  const kindOf = ({ background }: { background: boolean }): keyof Counts =>
    background ? 'background' : 'user';

  const inTurn = () => [...waiters].toSorted((a, b) => turnOf(a) - turnOf(b));

  const end = (waiter: Waiter, error: unknown) => {
    waiters.delete(waiter);
    waiter.reject(error);
  };

  const refuse = (at: number) => {
    const pauseMs = pausedUntil - at;
    for (const waiter of waiters) {
      const tooLong =
        waiter.deadline < pausedUntil || (!waiter.background && pauseMs > longestPauseMs);
      if (pauseMs > 0 && tooLong) end(waiter, new NoPermit(pauseMs));
      else if (waiter.deadline <= at) end(waiter, new NoPermit(Math.max(pauseMs, gapMs(limits))));
    }
  };

  const start = (waiter: Waiter, use: Use, at: number) => {
    usedAt = at;
    recent.push(at);
    if (waiter.batch) {
      batches[kindOf(waiter)] -= 1;
      usedBatches.push({ at, background: waiter.background });
    }
    waiters.delete(waiter);
    let released = false;
    waiter.resolve({
      begin: () => use.begin(now()),
      release() {
        if (released) return;
        released = true;
        usedAt = now();
        use.end(usedAt);
        pump();
      },
    });
  };

  /**
   * When the next request may start as far as the pace goes: once all slots have started together, others follow
   * one by one, so that delays on the way do not put two rounds into one second at QuickBooks.
   */
  const pacedFrom = (at: number): number => {
    recent = recent.filter((start) => start > at - 2 * gapMs(limits));
    const last = recent.at(-1) ?? 0;
    return recent.length < slotCount(limits) ? at : last + gapMs(limits) / slotCount(limits);
  };

  const startAll = (at: number) => {
    if (pausedUntil > at || waiters.size === 0) return;
    for (const waiter of inTurn()) {
      if (held.ready(at).length === 0 || pacedFrom(at) > at) return;
      if (waiter.batch && (batches.until <= at || batches[kindOf(waiter)] === 0)) continue;
      const slot = held.find(waiter.background, at);
      if (slot) start(waiter, held.use(slot, at), at);
    }
  };

  const count = (kind: keyof Counts, batch: boolean): number =>
    [...waiters].filter((one) => kindOf(one) === kind && one.batch === batch).length;

  /** How many of those that wait could start if there were a slot. */
  const startable = (kind: keyof Counts): number =>
    count(kind, false) + Math.min(count(kind, true), batches[kind]);

  /** What is missing for those that wait. */
  const missing = (at: number): Pick<Report, 'wantedSlots' | 'wantedBatches'> => {
    const usable = held.ready(at);
    const users = startable('user');
    // One more than is needed: the next call of the same user comes soon.
    const spare = held.size() === 0 && users > 0 ? 1 : 0;
    const lack = Math.min(users + spare - usable.length, slotCount(limits) - held.size());
    const usableInHalf = usable.filter(({ index }) => index < half).length;
    const lackInHalf = Math.min(startable('background') - usableInHalf, half - held.inHalf());
    const lackOf = (kind: keyof Counts) => {
      const needed = count(kind, true) - batches[kind];
      return needed > 0 ? needed + spareBatches : 0;
    };
    return {
      wantedSlots: { user: Math.max(0, lack), background: Math.max(0, lackInHalf) },
      wantedBatches: { user: lackOf('user'), background: lackOf('background') },
    };
  };

  /** Whether less was granted than was asked for by a process that had so many slots. */
  const isLess = ({ slots, batches }: Granted, told: Report, had: number): boolean =>
    slots.length < had + told.wantedSlots.user + told.wantedSlots.background ||
    batches.user < told.keptBatches.user + told.wantedBatches.user ||
    batches.background < told.keptBatches.background + told.wantedBatches.background;

  const isLacking = ({ wantedSlots, wantedBatches }: ReturnType<typeof missing>) =>
    wantedSlots.user + wantedSlots.background + wantedBatches.user + wantedBatches.background > 0;

  /** How long nobody could have used one more slot. */
  const idleFor = (at: number): number =>
    startable('user') + startable('background') > 0 ? 0 : at - usedAt;

  const report = (everything: boolean): Report => {
    const at = now();
    const release = everything ? held.free() : held.toRelease(idleFor(at));
    const isIdle = everything || idleFor(at) >= idleMs.all;
    for (const slot of release) {
      held.remove(slot);
      releasing.push({ index: slot.index, from: slot.from, by: slot.by });
    }
    const kept = isIdle || batches.until <= at ? { user: 0, background: 0 } : batches;
    batches = { user: kept.user, background: kept.background, until: batches.until };
    return {
      process,
      released: releasing,
      batches: usedBatches,
      keptBatches: { ...batches },
      ...missing(at),
      pausedUntil,
    };
  };

  const exchange = async (everything: boolean) => {
    const told = report(everything);
    [releasing, usedBatches] = [[], []];
    let granted: Granted;
    try {
      granted = await synchronize(told);
    } catch (error) {
      // It may have been stored all the same, so nothing of it is used before it was told again.
      releasing = [...told.released, ...releasing];
      usedBatches = [...told.batches, ...usedBatches];
      throw error;
    }
    lacking = isLess(granted, told, held.size());
    const usedMeanwhile = (kind: keyof Counts) => told.keptBatches[kind] - batches[kind];
    batches = {
      user: granted.batches.user - usedMeanwhile('user'),
      background: granted.batches.background - usedMeanwhile('background'),
      until: granted.batches.until,
    };
    held.update(granted);
    pausedUntil = Math.max(pausedUntil, granted.pausedUntil);
    storedPause = Math.max(told.pausedUntil, granted.pausedUntil);
  };

  const isPauseUntold = (at: number): boolean => pausedUntil > Math.max(storedPause, at);

  /** A slot that was given back, a batch that was used or a pause is not known to be stored. */
  const isUntold = (at: number): boolean =>
    releasing.length + usedBatches.length > 0 || isPauseUntold(at);

  /** Whether it is time to synchronize; else when it will be. */
  const nextSync = (at: number): number => {
    const due: number[] = [];
    const wants = isLacking(missing(at));
    if (wants && pausedUntil <= at) due.push(lacking ? syncedAt + tryMs : at);
    if (wants && pausedUntil > at) due.push(pausedUntil);
    if (held.isOwing()) due.push(at);
    if (isPauseUntold(at)) due.push(failed ? syncedAt + lookMs : at);
    const has = held.size() + batches.user + batches.background > 0;
    if (has || isUntold(at)) due.push(syncedAt + lookMs);
    return Math.min(Number.POSITIVE_INFINITY, ...due);
  };

  const sync = async () => {
    try {
      await exchange(false);
      failed = false;
    } catch (error) {
      failed = true;
      for (const waiter of waiters) end(waiter, error);
    }
    syncedAt = now();
    syncing = null;
    refuse(syncedAt);
    startAll(syncedAt);
    pump();
  };

  const wakeAt = (at: number): number => {
    const times = [...waiters].map(({ deadline }) => deadline);
    if (waiters.size > 0) {
      if (pausedUntil > at) times.push(pausedUntil);
      times.push(...[...held.starts(), pacedFrom(at)].filter((start) => start > at));
    }
    if (!syncing) times.push(nextSync(at));
    return Math.min(...times, Number.POSITIVE_INFINITY);
  };

  /** Starts what can start, synchronizes if need be, and comes again when something can have changed. */
  const pump = () => {
    cancel();
    if (closed) return;
    const at = now();
    refuse(at);
    startAll(at);
    if (!syncing && nextSync(at) <= at) syncing = sync();
    const next = wakeAt(at);
    if (next === Number.POSITIVE_INFINITY) {
      if (!syncing && waiters.size === 0 && held.size() === 0) onEmpty();
      return;
    }
    cancel = timers.after(Math.max(1, next - at), pump);
  };

  return {
    /** Waits for a permit to send one request now. Throws NoPermit, or what `synchronize` throws. */
    take: (wanted: Wanted): Promise<Permit> =>
      new Promise((resolve, reject) => {
        const since = now();
        const deadline = since + wanted.patienceMs;
        waiters.add({ ...wanted, since, deadline, resolve, reject });
        pump();
      }),
    /** Starts nothing before this instant, in any process. */
    pause(until: number) {
      pausedUntil = Math.max(pausedUntil, until);
      pump();
    },
    /** Gives back all that is not in use, and starts nothing any more. */
    async close() {
      closed = true;
      cancel();
      for (const waiter of waiters) end(waiter, new NoPermit(0));
      await syncing;
      if (held.size() > 0 || isUntold(now())) await exchange(true);
    },
  };
};

export type RealmQueue = ReturnType<typeof makeRealmQueue>;
