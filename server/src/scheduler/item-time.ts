import { AsyncLocalStorage } from 'node:async_hooks';

/** Time that an item has waited for permits; requests that wait at the same time count once. */
type Waits = { open: number; since: number; ms: number };

const running = new AsyncLocalStorage<Waits>();

/** Runs an item of background work, and reports how long it took without its waits for permits. */
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

/** Waits for a permit of our own rate limits: the vendor is not asked yet, so it is not slow. */
export const waitForPermit = async <T>(wait: () => Promise<T>): Promise<T> => {
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
