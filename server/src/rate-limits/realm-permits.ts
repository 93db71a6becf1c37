import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Db } from '../db/database.ts';
import { storageProblem } from '../db/storage-error.ts';
import type { Log } from '../diagnostics/logger.ts';
import { waitOutsideItem } from '../vendor-calls/item-time.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import { NoPermit, type Permit, type Timers } from './permit.ts';
import { freePermits, leasePermits } from './permit-store.ts';
import type { RealmLimits } from './realm-limits.ts';
import { makeRealmQueue } from './realm-queue.ts';
import { makeRealmQueues } from './realm-queues.ts';

const timers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

const limitsFrom = ({ limits, timeoutMs }: Settings['quickbooks']): RealmLimits => ({
  ...limits,
  requestMs: timeoutMs + 1_000,
  skewMs: 1_000,
});

/** Longest wait for a permit, in milliseconds: about as long as the request may take. */
const patienceFor = (background: boolean, timeoutMs: number): number =>
  background ? 2 * timeoutMs : timeoutMs + 5_000;

/**
 * Enforces the rate limits of QuickBooks, which apply to each realm across all processes.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */
export type RealmPermits = {
  /**
   * Waits until one request may be sent to the realm. Throws `AppError` quickbooks_busy when that
   * takes too long, storage_unavailable when the database fails. Nothing was sent then.
   */
  take(realmId: string, of: { batch: boolean }): Promise<Permit>;
  /** After a 429 of QuickBooks, no process starts a request to the realm for this time. */
  pause(realmId: string, forMs: number): void;
  /** Frees the permits of a killed process. Only when no other process uses this database. */
  freeAll(): Promise<void>;
  /** Releases the permits of this process. */
  close(): Promise<void>;
};

/** `clock` is the real one, because real requests are limited. */
export const makeRealmPermits = ({
  db,
  clock,
  log,
  settings,
}: {
  db: Db;
  clock: Clock;
  log: Log;
  settings: Settings['quickbooks'];
}): RealmPermits => {
  const limits = limitsFrom(settings);
  const process = randomUUID();
  const queues = makeRealmQueues((realmId, onEmpty) =>
    makeRealmQueue(limits, {
      process,
      now: clock.now,
      timers,
      synchronize: (report) => leasePermits(db, realmId, report, clock.now(), limits),
      onEmpty,
    }),
  );

  return {
    async take(realmId, { batch }) {
      const background = currentReason().urgency === 'background';
      const patienceMs = patienceFor(background, settings.timeoutMs);
      try {
        const wanted = { background, batch, patienceMs };
        return await waitOutsideItem(() => queues.of(realmId).take(wanted));
      } catch (error) {
        if (error instanceof NoPermit) {
          const retryAfter = Math.max(1, Math.ceil(error.retryAfterMs / 1_000));
          throw new AppError('quickbooks_busy', { details: { retryAfter } });
        }
        log.error({ realmId, err: error }, 'could not lease a permit');
        throw new AppError(storageProblem(error) ? 'storage_unavailable' : 'internal');
      }
    },
    pause: (realmId, forMs) => queues.of(realmId).pause(clock.now() + forMs),
    freeAll: () => freePermits(db, clock.now(), limits),
    close: queues.close,
  };
};
