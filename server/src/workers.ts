import type { Log } from './context.ts';

/**
 * Background work, at most one piece per key at a time. Callers do not wait for it, so a company whose vendor
 * does not respond delays neither other companies nor the next round.
 */
export type Workers = {
  /** Starts `work` unless the same key is being worked on; null then. A failure is logged and counts as 0. */
  start(key: string, work: () => Promise<number>): Promise<number> | null;
  /** Waits for what runs. */
  idle(): Promise<unknown>;
};

export const makeWorkers = (log: Log): Workers => {
  const running = new Map<string, Promise<number>>();
  return {
    start(key, work) {
      if (running.has(key)) return null;
      const working = work()
        .catch((error: unknown) => {
          log.error({ work: key, error: String(error) }, 'background work failed');
          return 0;
        })
        .finally(() => running.delete(key));
      running.set(key, working);
      return working;
    },
    idle: () => Promise.all(running.values()),
  };
};
