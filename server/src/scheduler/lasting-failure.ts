/** Users see a failure of background work when it lasts this long. */
export const lastingMs = 15 * 60_000;

/** Whether users see a failure that began at `since`; both epoch milliseconds. */
export const isLasting = (since: number | null, now: number): boolean =>
  since !== null && now - since >= lastingMs;

/**
 * Whether a failed try should be announced. Only for a while, because a vendor's outage makes many
 * companies try once a minute, and PostgreSQL serializes commits that notify.
 */
export const isNewlyLasting = (since: number | null, now: number): boolean =>
  since !== null && isLasting(since, now) && now - since < 2 * lastingMs;
