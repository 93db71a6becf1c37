import { isAppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';

export const keptMs = 5 * 60_000;

/** `before`: what still counts if this comes to no answer; none once it has one. */
type Kept<T> = { answer: Promise<T>; askedAt: number; before: Kept<T> | null; unanswered: boolean };

/** The last of these that has an answer, or still may have. */
const lastAnswered = <T>(kept: Kept<T> | null): Kept<T> | null => {
  let one = kept;
  while (one?.unanswered) one = one.before;
  return one;
};

/** What was asked so lately is as good as asked now: a panel that opens asks twice in a row. */
export const momentMs = 3_000;

/**
 * Answers that count for five minutes, `most` of them at a time. Those who ask at once share one
 * question; an error is told to all of them and not kept. Where Pipedrive does not answer, what was kept
 * before is kept on for its time.
 */
export const makeAnswerCache = <T>(clock: Clock, most: number) => {
  // In the order in which they were asked, so those whose time is over stand first.
  const kept = new Map<string, Kept<T>>();

  const makeRoom = (now: number) => {
    for (const [key, { askedAt }] of kept) {
      if (askedAt + keptMs > now && kept.size < most) return;
      kept.delete(key);
    }
  };

  return {
    /** What was asked less than five minutes ago, or less than `withinMs`; null when nothing was. */
    known(key: string, withinMs = keptMs): Promise<T> | null {
      const entry = kept.get(key);
      return entry && entry.askedAt + withinMs > clock.now() ? entry.answer : null;
    },
    keep(key: string, answer: Promise<T>): void {
      const now = clock.now();
      const before = kept.get(key) ?? null;
      kept.delete(key);
      makeRoom(now);
      const entry: Kept<T> = { answer, askedAt: now, before, unanswered: false };
      kept.set(key, entry);
      answer.then(
        () => {
          entry.before = null;
        },
        (error) => {
          entry.unanswered = true;
          if (!isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy')) entry.before = null;
          if (kept.get(key) !== entry) return;
          kept.delete(key);
          const last = lastAnswered(entry.before);
          if (last) kept.set(key, last);
        },
      );
    },
  };
};
