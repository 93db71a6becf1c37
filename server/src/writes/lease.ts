import { randomUUID } from 'node:crypto';
import type { Doors } from '../context.ts';

/** One taking of a write that is written down. Another taking has another owner, in the same process too. */
export type Lease = { owner: string; now: number; until: number };

/**
 * As long as one call can take that waits for a token, is refused it, waits for another and goes out
 * again, and a margin. It is renewed before every repetition.
 */
export const leaseFor = ({ clock, settings }: Pick<Doors, 'clock' | 'settings'>): Lease => {
  const now = clock.now();
  return { owner: randomUUID(), now, until: now + 4 * settings.quickbooks.timeoutMs + 15_000 };
};
