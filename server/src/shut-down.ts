import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './diagnostics/logger.ts';

/** How long each later step may take: storing what is known then, giving back leases, closing the database. */
export const lastStepMs = 1_000;

/**
 * Stops accepting, and waits up to `graceMs` for running requests and operations. Calls of vendors that run
 * longer are abandoned: their operations are stored as unconfirmed, and the next start looks them up. Then
 * gives back leases, closes the database and releases its lock. Never throws.
 */
export const shutDown = async (
  parts: {
    app: { close(): Promise<unknown> };
    background: { stop(): Promise<unknown> };
    dependencies: {
      db: { close(): unknown };
      permits: { close(): Promise<unknown> };
      readMeter: { flush(): Promise<unknown> };
      abandonedCalls: { abandon(): void };
    };
    lock: { release(): unknown };
    log: Log;
  },
  graceMs: number,
): Promise<void> => {
  const { app, background, dependencies, lock, log } = parts;
  const { db, permits, readMeter, abandonedCalls } = dependencies;
  const closed = Promise.allSettled([app.close(), background.stop()]);
  let outcomes = await within(graceMs, closed);
  if (outcomes === null) {
    log.warn({}, 'vendors have not responded in time; their operations are left unconfirmed');
    abandonedCalls.abandon();
    outcomes = await within(lastStepMs, closed);
  }
  for (const outcome of outcomes ?? []) {
    if (outcome.status === 'rejected') log.error({ err: outcome.reason }, 'not closed');
  }
  await within(lastStepMs, Promise.allSettled([permits.close(), readMeter.flush()]));
  await within(lastStepMs, (async () => db.close())());
  lock.release();
  log.info({}, 'Dealbill has stopped');
};

/** What `work` resolves to, or null when that takes longer. */
const within = async <T>(ms: number, work: Promise<T>): Promise<T | null> => {
  const timer = new AbortController();
  const late = pause(ms, null, { signal: timer.signal }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
};
