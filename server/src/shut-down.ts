import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './diagnostics/logger.ts';

/**
 * Time limit of each step after the grace period: storing outcomes, releasing leases, closing the
 * database.
 */
export const lastStepMs = 1_000;

/**
 * Stops accepting requests and waits up to `graceMs` for running ones. Then abandons vendor calls,
 * whose operations stay unconfirmed for the next start, releases leases and closes the database.
 * Never throws.
 */
export const shutDown = async (
  parts: {
    app: { close(): Promise<unknown> };
    background: { stop(): Promise<unknown> };
    dependencies: {
      db: { close(): unknown };
      permits: { close(): Promise<unknown> };
      readMeter: { flush(): Promise<unknown> };
      eventDelays: { flush(): Promise<unknown> };
      callRecords: { flush(): Promise<unknown> };
      abandonedCalls: { abandon(): void };
    };
    lock: { release(): unknown };
    log: Log;
  },
  graceMs: number,
): Promise<void> => {
  const { app, background, dependencies, lock, log } = parts;
  const { db, permits, readMeter, eventDelays, callRecords, abandonedCalls } = dependencies;
  const closed = Promise.allSettled([app.close(), background.stop()]);
  let outcomes = await within(graceMs, closed);
  if (outcomes === null) {
    log.warn(
      {},
      'vendors did not respond within the grace period; their operations stay unconfirmed',
    );
    abandonedCalls.abandon();
    outcomes = await within(lastStepMs, closed);
  }
  for (const outcome of outcomes ?? []) {
    if (outcome.status === 'rejected')
      log.error({ err: outcome.reason }, 'a part of the server failed to close');
  }
  const lastWrites = [permits.close(), readMeter.flush(), eventDelays.flush(), callRecords.flush()];
  await within(lastStepMs, Promise.allSettled(lastWrites));
  await within(lastStepMs, (async () => db.close())());
  lock.release();
  log.info({}, 'Dealbill has stopped');
};

/** Result of `work`, or null after `ms`. */
const within = async <T>(ms: number, work: Promise<T>): Promise<T | null> => {
  const timer = new AbortController();
  const late = pause(ms, null, { signal: timer.signal }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
};
