import type { Settings } from '../config.ts';

/**
 * The next look comes after as long again as the last one took to come, a minute at most, and as soon as
 * all is over.
 */
export const lookIsDue = (
  write: { lookedAt: number | null; lastSentAt: number },
  now: number,
  settle: Pick<Settings['settle'], 'afterMs'>,
): boolean => {
  if (write.lookedAt === null) return true;
  const over = write.lastSentAt + settle.afterMs;
  if (write.lookedAt < over && now >= over) return true;
  const waited = write.lookedAt - write.lastSentAt;
  return now - write.lookedAt >= Math.min(60_000, Math.max(2_000, waited));
};
