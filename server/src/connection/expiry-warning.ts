const day = 86_400_000;

/** Days before the expiry at which the owner is warned; each warning can be dismissed once. */
const thresholds = [7, 30] as const;

export type ExpiryWarning = {
  /** Threshold that has been reached. */
  within: (typeof thresholds)[number];
  /** Instant at which the permission expires, epoch milliseconds. */
  at: number;
};

type Expiring = { refreshExpiresAt: number | null; warningDismissedAt: number | null };

/** Whole days until the permission expires; 0 on the last day and afterwards. */
export const daysLeft = (expiresAt: number, now: number): number =>
  Math.max(0, Math.floor((expiresAt - now) / day));

/** The threshold that the expiry has reached; null while more than 30 days are left. */
export const reachedWarning = (
  { refreshExpiresAt }: Pick<Expiring, 'refreshExpiresAt'>,
  now: number,
): ExpiryWarning | null => {
  if (refreshExpiresAt === null) return null;
  const within = thresholds.find((threshold) => refreshExpiresAt - now <= threshold * day);
  return within === undefined ? null : { within, at: refreshExpiresAt };
};

/** Like `reachedWarning`, but null when the owner has dismissed it since the threshold was reached. */
export const openWarning = (connection: Expiring, now: number): ExpiryWarning | null => {
  const warning = reachedWarning(connection, now);
  if (!warning) return null;
  const reachedAt = warning.at - warning.within * day;
  const { warningDismissedAt } = connection;
  return warningDismissedAt !== null && warningDismissedAt >= reachedAt ? null : warning;
};
