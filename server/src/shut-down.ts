import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './context.ts';

/**
 * Closes what serves and what works in the background, then the database, then releases its lock. It waits
 * no longer than `graceMs`: whoever is left then waits for a silent vendor, and the rows tell the next
 * start what to find out. Never throws.
 */
export const shutDown = async (
  parts: {
    app: { close(): Promise<unknown> };
    background: { stop(): Promise<unknown> };
    doors: {
      db: { close(): unknown };
      permits: { close(): Promise<unknown> };
      readMeter: { flush(): Promise<unknown> };
    };
    lock: { release(): unknown };
    log: Log;
  },
  graceMs: number,
): Promise<void> => {
  const { app, background, doors, lock, log } = parts;
  const { db, permits, readMeter } = doors;
  const closed = Promise.allSettled([app.close(), background.stop()]);
  const outcomes = await Promise.race([closed, pause(graceMs, null)]);
  if (outcomes === null) log.warn({}, 'closed while something was still waiting for an answer');
  for (const outcome of outcomes ?? []) {
    if (outcome.status === 'rejected') log.error({ error: String(outcome.reason) }, 'not closed');
  }
  const given = Promise.allSettled([permits.close(), readMeter.flush()]);
  await Promise.race([given, pause(graceMs, null, { ref: false })]);
  await Promise.race([db.close(), pause(graceMs, null, { ref: false })]);
  lock.release();
};
