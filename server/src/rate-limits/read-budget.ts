import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Db } from '../db/database.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import { monthBounds } from './month.ts';
import { monthUse, totalOf } from './month-use.ts';

/** Share of each remaining day's reads that background work leaves to users. */
const reservedForUsers = 0.2;

/** Background work that may always read: it finds out whether a user's change took effect. */
const alwaysReads = new Set(['operations', 'consents']);

const hourMs = 3_600_000;

/**
 * Reads of the month that background work may not use, and that may be used at all; `now` decides
 * how much of the month is left. Months are those of UTC.
 */
export const readReserve = (perMonth: number, now: number): number => {
  const { start, end } = monthBounds(now);
  return reservedForUsers * perMonth * ((end - now) / (end - start));
};

/** Whether background work may read, after `used` reads of the month. */
export const backgroundMayRead = (perMonth: number, used: number, now: number): boolean =>
  used < perMonth - readReserve(perMonth, now);

/**
 * Returns a check to call before each read of QuickBooks. For background work it throws `AppError`
 * reads_used_up when the rest of the month is reserved for users.
 */
export const makeReadBudget =
  ({ db, clock, settings }: { db: Db; clock: Clock; settings: Pick<Settings, 'feed'> }) =>
  async (): Promise<void> => {
    const { urgency, cause } = currentReason();
    if (urgency === 'user' || alwaysReads.has(cause)) return;
    const now = clock.now();
    const used = totalOf(await monthUse(db, now));
    if (backgroundMayRead(settings.feed.readsPerMonth, used, now)) return;
    throw new AppError('reads_used_up', { details: { retryAfter: hourMs / 1_000 } });
  };
