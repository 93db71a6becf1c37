/** What may leave for one QuickBooks realm, and how long one process may keep a part of it. */
export type RealmLimits = {
  /** Requests in flight at most. */
  concurrent: number;
  perMinute: number;
  batchesPerMinute: number;
  /** Longest time from the start of a request to its end, milliseconds. */
  requestMs: number;
  /** By how much the clocks of two processes may differ, milliseconds. */
  skewMs: number;
};

export const minuteMs = 60_000;

export const slotCount = ({ concurrent, perMinute }: RealmLimits): number =>
  Math.max(1, Math.min(concurrent, perMinute));

/** Milliseconds between two starts in one slot: all slots together stay within the minute's limit. */
export const gapMs = (limits: RealmLimits): number => {
  const perSlot = Math.floor(limits.perMinute / slotCount(limits));
  return perSlot > minuteMs ? 0 : Math.floor(minuteMs / perSlot) + 1;
};

/** Background work may use slots below this number, which is half of them. */
export const backgroundSlots = (limits: RealmLimits): number =>
  Math.max(1, Math.floor(slotCount(limits) / 2));

/** A request may start in a slot whose lease lasts at least so long. */
export const usableMs = (limits: RealmLimits): number =>
  Math.max(limits.requestMs, gapMs(limits) + limits.skewMs);

/** A lease that ends sooner is renewed. */
export const renewMs = (limits: RealmLimits): number => usableMs(limits) + 5_000;

export const leaseMs = (limits: RealmLimits): number => 2 * usableMs(limits) + 10_000;
