import type { Clock } from '../clock.ts';

const keptMs = 5 * 60_000;

/**
 * Answers that count for five minutes, `most` of them at a time. Those who ask at once share one
 * question; an error is told to all of them and not kept.
 */
export const makeKeptAnswers = <T>(clock: Clock, most: number) => {
  // In the order in which they were asked, so those whose time is over stand first.
  const kept = new Map<string, { answer: Promise<T>; until: number }>();

  const makeRoom = (now: number) => {
    for (const [key, { until }] of kept) {
      if (until > now && kept.size < most) return;
      kept.delete(key);
    }
  };

  return {
    /** What was asked less than five minutes ago; null when nothing was. */
    known(key: string): Promise<T> | null {
      const entry = kept.get(key);
      return entry && entry.until > clock.now() ? entry.answer : null;
    },
    keep(key: string, answer: Promise<T>): void {
      const now = clock.now();
      kept.delete(key);
      makeRoom(now);
      const entry = { answer, until: now + keptMs };
      kept.set(key, entry);
      answer.catch(() => kept.get(key) === entry && kept.delete(key));
    },
  };
};
