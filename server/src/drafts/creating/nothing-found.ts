import type { Doors } from '../../context.ts';
import { leaseFor } from '../../writes/lease.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { giveBack, noteSent, releaseAttempt } from './attempt-outcome.ts';
import { nextStep } from './next-step.ts';

/**
 * A look that began at `lookedAt` found nothing: wait, repeat under the same id, look once more, or say
 * so. `replay` is true when it settled the attempt; a fault on a repetition proves nothing.
 */
export const nothingFound = async (
  doors: Doors,
  draft: Draft,
  attempt: Attempt,
  lookedAt: number,
  replay: () => Promise<boolean>,
): Promise<void> => {
  const step = nextStep(attempt, lookedAt, doors.settings.settle);
  if (step === 'give_up') {
    return giveBack(doors.db, draft, attempt, { refusal: null, notCreated: true });
  }
  if (step === 'replay') {
    if (!(await noteSent(doors.db, attempt, leaseFor(doors)))) return;
    if (await replay()) return;
    const lastSentAt = doors.clock.now();
    return releaseAttempt(doors.db, attempt, { lookedAt: lastSentAt, lastSentAt });
  }
  const notFound = step === 'look_again' ? attempt.notFound + 1 : attempt.notFound;
  return releaseAttempt(doors.db, attempt, { lookedAt, notFound });
};
