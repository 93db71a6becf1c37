import { isAppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';

/** How long a cached answer is valid. */
export const cacheLifeMs = 5 * 60_000;

/** `previous`: the entry to restore when this request fails; null once it has succeeded. */
type Entry<T> = {
  answer: Promise<T>;
  requestedAt: number;
  previous: Entry<T> | null;
  hasFailed: boolean;
};

/** The newest entry of the chain that has succeeded or is still pending. */
const lastUsable = <T>(newest: Entry<T> | null): Entry<T> | null => {
  let entry = newest;
  while (entry?.hasFailed) entry = entry.previous;
  return entry;
};

/**
 * Maximum age of an answer that counts as current; a panel that opens sends the same request twice.
 */
export const currentMs = 3_000;

/**
 * Caches answers for five minutes, at most `maxEntries`. Concurrent requests share one call; an
 * error is not cached. When Pipedrive is unavailable or busy, the previous answer is restored until
 * it expires.
 */
export const makeAnswerCache = <T>(clock: Clock, maxEntries: number) => {
  // Ordered by request time, so expired entries come first.
  const entries = new Map<string, Entry<T>>();

  const evict = (now: number) => {
    for (const [key, { requestedAt }] of entries) {
      if (requestedAt + cacheLifeMs > now && entries.size < maxEntries) return;
      entries.delete(key);
    }
  };

  return {
    /** Returns the answer if it was requested less than `maxAgeMs` ago, else null. */
    get(key: string, maxAgeMs = cacheLifeMs): Promise<T> | null {
      const entry = entries.get(key);
      return entry && entry.requestedAt + maxAgeMs > clock.now() ? entry.answer : null;
    },
    set(key: string, answer: Promise<T>): void {
      const now = clock.now();
      const previous = entries.get(key) ?? null;
      entries.delete(key);
      evict(now);
      const entry: Entry<T> = { answer, requestedAt: now, previous, hasFailed: false };
      entries.set(key, entry);
      answer.then(
        () => {
          entry.previous = null;
        },
        (error) => {
          entry.hasFailed = true;
          if (!isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy')) entry.previous = null;
          if (entries.get(key) !== entry) return;
          entries.delete(key);
          const usable = lastUsable(entry.previous);
          if (usable) entries.set(key, usable);
        },
      );
    },
  };
};
