import { isAppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import { linkIn } from './deal-note.ts';
import { duePostings, endPosting, giveUpPosting, type Posting, takePosting } from './store.ts';

const leaseMs = 120_000;
const mostTries = 12;

/** 10 s, 20 s, 40 s … an hour at most: some four hours in all, in which a user can install again. */
const pauseAfter = (tries: number) => Math.min(3_600_000, 10_000 * 2 ** tries);

/**
 * Tells Pipedrive what is due to be told. A message whose answer was lost is looked for before it is
 * written again, so no note stands there twice. Returns how many were worked on.
 */
export const deliverOutbox = async (doors: Doors, signal?: AbortSignal): Promise<number> => {
  let worked = 0;
  for (const posting of await duePostings(doors.db, doors.clock.now())) {
    if (signal?.aborted) break;
    if (!(await takePosting(doors.db, posting, doors.clock.now() + leaseMs))) continue;
    worked += 1;
    await putDown(doors, posting, await deliver(doors, posting));
  }
  return worked;
};

/** `code` says what stood against it; `hopeless` that no later try will do better. */
type Delivery = 'done' | { code: string; unclear: boolean; hopeless: boolean };

const deliver = async (doors: Doors, posting: Posting): Promise<Delivery> => {
  const user = { companyId: posting.companyId, userId: posting.userId };
  try {
    if (posting.unclear && (await isThere(doors, posting))) return 'done';
    const answer = await doors.pipedrive.addNote(user, posting.dealId, posting.content);
    return answer.kind === 'done' ? 'done' : { code: 'unclear', unclear: true, hopeless: false };
  } catch (error) {
    doors.log.warn({ posting: posting.id, error: String(error) }, 'note not written');
    const code = isAppError(error) ? error.code : 'internal';
    // Somebody whose grant ended may install again; a deal that is gone stays gone.
    const hopeless = code === 'deal_not_found' || code === 'not_found';
    return { code, unclear: posting.unclear, hopeless };
  }
};

const putDown = async (doors: Doors, posting: Posting, delivery: Delivery): Promise<void> => {
  if (delivery === 'done') return endPosting(doors.db, posting, { state: 'done' });
  const { code, unclear, hopeless } = delivery;
  const now = doors.clock.now();
  if (hopeless || posting.tries + 1 >= mostTries) {
    return giveUpPosting(doors.db, posting, { code, at: now });
  }
  return endPosting(doors.db, posting, { nextAt: now + pauseAfter(posting.tries), unclear });
};

const isThere = async (doors: Doors, posting: Posting): Promise<boolean> => {
  const user = { companyId: posting.companyId, userId: posting.userId };
  const notes = await doors.pipedrive.notes(user, posting.dealId);
  const link = linkIn(posting.content);
  return link !== null && notes.some((note) => linkIn(note.content) === link);
};
