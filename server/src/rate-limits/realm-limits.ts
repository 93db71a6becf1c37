/**
 * Rate limits for the requests of all processes to one QuickBooks realm.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */
export type RealmLimits = {
  /** Requests in flight at most. */
  concurrent: number;
  perMinute: number;
  batchesPerMinute: number;
  /** Longest duration of a request, in milliseconds. */
  requestMs: number;
  /** Largest difference between the clocks of two processes, in milliseconds. */
  skewMs: number;
};

export const minuteMs = 60_000;

export const slotCount = ({ concurrent, perMinute }: RealmLimits): number =>
  Math.max(1, Math.min(concurrent, perMinute));

/**
 * Milliseconds between two starts in one slot, so that all slots together stay within the limit per
 * minute.
 */
export const gapMs = (limits: RealmLimits): number => {
  const perSlot = Math.floor(limits.perMinute / slotCount(limits));
  return perSlot > minuteMs ? 0 : Math.floor(minuteMs / perSlot) + 1;
};

/** Number of slots open to background work: half of them, those with the lowest indexes. */
export const backgroundSlots = (limits: RealmLimits): number =>
  Math.max(1, Math.floor(slotCount(limits) / 2));

/** A request may start only in a slot whose lease lasts at least this many milliseconds. */
export const usableMs = (limits: RealmLimits): number =>
  Math.max(limits.requestMs, gapMs(limits) + limits.skewMs);

/** A lease with fewer milliseconds left than this is renewed. */
export const renewMs = (limits: RealmLimits): number => usableMs(limits) + 5_000;

export const leaseMs = (limits: RealmLimits): number => 2 * usableMs(limits) + 10_000;
