import { isAppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import { linkIn } from './deal-note.ts';
import { duePostings, endPosting, type Posting, takePosting } from './store.ts';

const leaseMs = 120_000;
const mostTries = 12;

/** 10 s, 20 s, 40 s … an hour at most. */
const pauseAfter = (tries: number) => Math.min(3_600_000, 10_000 * 2 ** tries);

/**
 * Tells Pipedrive what is due to be told. A message whose answer was lost is looked for before it is
 * written again, so no note stands there twice. Returns how many were worked on.
 */
export const deliverOutbox = async (doors: Doors): Promise<number> => {
  let worked = 0;
  for (const posting of await duePostings(doors.db, doors.clock.now())) {
    if (!(await takePosting(doors.db, posting, doors.clock.now() + leaseMs))) continue;
    worked += 1;
    await endPosting(doors.db, posting, await deliver(doors, posting));
  }
  return worked;
};

const deliver = async (
  doors: Doors,
  posting: Posting,
): Promise<Parameters<typeof endPosting>[2]> => {
  const user = { companyId: posting.companyId, userId: posting.userId };
  const later = { nextAt: doors.clock.now() + pauseAfter(posting.tries) };
  const next = posting.tries + 1 >= mostTries ? { state: 'given_up' as const } : later;
  try {
    if (posting.unclear && (await isThere(doors, posting))) return { state: 'done' };
    const answer = await doors.pipedrive.addNote(user, posting.dealId, posting.content);
    return answer.kind === 'done' ? { state: 'done' } : { ...next, unclear: true };
  } catch (error) {
    const hopeless = isAppError(
      error,
      'not_installed',
      'install_broken',
      'deal_not_found',
      'not_found',
    );
    doors.log.warn({ posting: posting.id, error: String(error) }, 'note not written');
    return hopeless ? { state: 'given_up' } : { ...next, unclear: posting.unclear };
  }
};

const isThere = async (doors: Doors, posting: Posting): Promise<boolean> => {
  const user = { companyId: posting.companyId, userId: posting.userId };
  const notes = await doors.pipedrive.notes(user, posting.dealId);
  const link = linkIn(posting.content);
  return link !== null && notes.some((note) => linkIn(note.content) === link);
};
