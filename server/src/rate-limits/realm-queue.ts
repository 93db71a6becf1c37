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

/** When QuickBooks requests a longer pause, calls of users are rejected at once. */
const longestPauseMs = 5_000;

/** Interval for reading what other processes need, and for retries after a partial grant. */
const pollMs = 1_000;
const retryMs = 250;

/** Batches to request in addition to those needed now. */
const spareBatches = 1;

/**
 * Queues the calls of one process to one realm. They start in the slots that the process holds,
 * users first. `synchronize` leases and releases slots; it does not run for each request.
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
    /** Called when the queue holds no state, so that it can be dropped and created again later. */
    onEmpty(): void;
  },
) => {
  const half = backgroundSlots(limits);
  const held = makeHeldSlots(limits, process);
  const waiters = new Set<Waiter>();
  let batches: Counts & { until: number } = { user: 0, background: 0, until: 0 };
  let usedBatches: Report['batches'] = [];
  /** Released slots that may not be stored yet. */
  let releasing: Report['released'] = [];
  let pausedUntil = 0;
  /** End of the longest pause that is certainly stored. */
  let storedPause = 0;
  let [syncedAt, usedAt] = [Number.NEGATIVE_INFINITY, now()];
  let syncing: Promise<void> | null = null;
  /** The last synchronization granted less than requested. */
  let lacking = false;
  /** The last synchronization failed; its report may have been stored all the same. */
  let failed = false;
  /** Starts of requests within the last two gaps. */
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
   * Spaces starts evenly once every slot has started one, so that network delays cannot put two
   * rounds of all slots into the same second at QuickBooks. Returns the earliest next start.
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

  /** Number of waiting calls that could start if a slot were free. */
  const startable = (kind: keyof Counts): number =>
    count(kind, false) + Math.min(count(kind, true), batches[kind]);

  /** Slots and batches to request for the waiting calls. */
  const missing = (at: number): Pick<Report, 'wantedSlots' | 'wantedBatches'> => {
    const usable = held.ready(at);
    const users = startable('user');
    // One spare slot, because the same user usually makes another call soon.
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

  /** Whether less was granted than the report requested; `had`: slots held before. */
  const isLess = ({ slots, batches }: Granted, reported: Report, had: number): boolean =>
    slots.length < had + reported.wantedSlots.user + reported.wantedSlots.background ||
    batches.user < reported.unusedBatches.user + reported.wantedBatches.user ||
    batches.background < reported.unusedBatches.background + reported.wantedBatches.background;

  const isLacking = ({ wantedSlots, wantedBatches }: ReturnType<typeof missing>) =>
    wantedSlots.user + wantedSlots.background + wantedBatches.user + wantedBatches.background > 0;

  /** Milliseconds in which no call needed another slot. */
  const idleFor = (at: number): number =>
    startable('user') + startable('background') > 0 ? 0 : at - usedAt;

  /** A process that gives slots up takes none in the same report: it would get them back. */
  const report = (everything: boolean, owes: boolean): Report => {
    const at = now();
    const release = everything ? held.free() : held.toRelease(idleFor(at));
    const isIdle = everything || idleFor(at) >= idleMs.all;
    for (const slot of release) {
      held.remove(slot);
      releasing.push({ index: slot.index, from: slot.from, by: slot.by });
    }
    const unused = isIdle || batches.until <= at ? { user: 0, background: 0 } : batches;
    batches = { user: unused.user, background: unused.background, until: batches.until };
    return {
      process,
      released: releasing,
      batches: usedBatches,
      unusedBatches: { ...batches },
      ...missing(at),
      ...(owes && { wantedSlots: { user: 0, background: 0 } }),
      pausedUntil,
    };
  };

  const exchange = async (everything: boolean) => {
    const owes = held.isOwing();
    const reported = report(everything, owes);
    [releasing, usedBatches] = [[], []];
    let granted: Granted;
    try {
      granted = await synchronize(reported);
    } catch (error) {
      // The report may have been stored all the same: reports it again before using released slots.
      releasing = [...reported.released, ...releasing];
      usedBatches = [...reported.batches, ...usedBatches];
      throw error;
    }
    // After slots were given up, those that wait for them get the time to take them.
    lacking = owes || isLess(granted, reported, held.size());
    const usedMeanwhile = (kind: keyof Counts) => reported.unusedBatches[kind] - batches[kind];
    batches = {
      user: granted.batches.user - usedMeanwhile('user'),
      background: granted.batches.background - usedMeanwhile('background'),
      until: granted.batches.until,
    };
    held.update(granted);
    pausedUntil = Math.max(pausedUntil, granted.pausedUntil);
    storedPause = Math.max(reported.pausedUntil, granted.pausedUntil);
  };

  const isPauseUnstored = (at: number): boolean => pausedUntil > Math.max(storedPause, at);

  /** Whether a released slot, a used batch or a pause may not be stored yet. */
  const hasUnstored = (at: number): boolean =>
    releasing.length + usedBatches.length > 0 || isPauseUnstored(at);

  /** When to synchronize next; `at` or earlier means now. */
  const nextSync = (at: number): number => {
    const due: number[] = [];
    const wants = isLacking(missing(at));
    if (wants && pausedUntil <= at) due.push(lacking ? syncedAt + retryMs : at);
    if (wants && pausedUntil > at) due.push(pausedUntil);
    if (held.isOwing()) due.push(at);
    if (isPauseUnstored(at)) due.push(failed ? syncedAt + pollMs : at);
    const holdsPermits = held.size() + batches.user + batches.background > 0;
    if (holdsPermits || hasUnstored(at)) due.push(syncedAt + pollMs);
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

  /** Starts calls, synchronizes when due, and schedules itself for the next possible change. */
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
    /** Waits for a permit for one request. Throws NoPermit, and errors of `synchronize`. */
    take: (wanted: Wanted): Promise<Permit> =>
      new Promise((resolve, reject) => {
        const since = now();
        const deadline = since + wanted.patienceMs;
        waiters.add({ ...wanted, since, deadline, resolve, reject });
        pump();
      }),
    /** No process starts a call before this instant, in epoch milliseconds. */
    pause(until: number) {
      pausedUntil = Math.max(pausedUntil, until);
      pump();
    },
    /** Rejects waiting calls, starts no more, and releases the slots that are not in use. */
    async close() {
      closed = true;
      cancel();
      for (const waiter of waiters) end(waiter, new NoPermit(0));
      await syncing;
      if (held.size() > 0 || hasUnstored(now())) await exchange(true);
    },
  };
};

export type RealmQueue = ReturnType<typeof makeRealmQueue>;
