import { AsyncLocalStorage } from 'node:async_hooks';

/** Time that one item has waited without calling a vendor; overlapping waits count once. */
type Waits = { open: number; since: number; ms: number };

const running = new AsyncLocalStorage<Waits>();

/**
 * Runs one item of background work and reports its duration, in milliseconds, without the waits of
 * `waitOutsideItem`.
 */
export const timeItem = async <T>(
  work: () => Promise<T>,
  report: (ms: number) => void,
): Promise<T> => {
  const waits: Waits = { open: 0, since: 0, ms: 0 };
  const began = performance.now();
  try {
    return await running.run(waits, work);
  } finally {
    const now = performance.now();
    const open = waits.open > 0 ? now - waits.since : 0;
    report(now - began - waits.ms - open);
  }
};

/**
 * Waits for a permit of our rate limits, or for a turn of background work, and excludes the wait from
 * the item's duration: it says nothing about the vendor.
 */
export const waitOutsideItem = async <T>(wait: () => Promise<T>): Promise<T> => {
  const waits = running.getStore();
  if (!waits) return wait();
  if (waits.open === 0) waits.since = performance.now();
  waits.open += 1;
  try {
    return await wait();
  } finally {
    waits.open -= 1;
    if (waits.open === 0) waits.ms += performance.now() - waits.since;
  }
};
