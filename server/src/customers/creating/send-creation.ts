import { AppError, isAppError } from '../../app-error.ts';
import type { Doors } from '../../context.ts';
import type { Fault, WriteAnswer } from '../../quickbooks/answer.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { BooksCustomer } from '../../quickbooks/told.ts';
import { leaseFor } from '../../writes/lease.ts';
import { patiently } from '../../writes/patiently.ts';
import { endChange, noteSent, releaseChange } from '../change-store.ts';
import { creationProblems } from './creation-problems.ts';
import { type Creation, endCreated } from './creation-store.ts';
import { lookForOurs, mayBeOurOwn } from './judge-creation.ts';

/**
 * Sends a creation that was written down just before. When it returns, the rows say how it ended: linked,
 * or to be settled by a later look. Throws `AppError` when nothing was created.
 */
export const sendCreation = async (
  doors: Doors,
  realm: Realm,
  creation: Creation,
): Promise<void> => {
  let answer: WriteAnswer<BooksCustomer> | null;
  try {
    answer = await patiently(
      () => doors.quickbooks.createCustomer(realm, creation.body, creation.requestId),
      () => noteSent(doors.db, creation, leaseFor(doors)),
    );
  } catch (error) {
    // Only an error of our own list says that nothing was sent; any other proves nothing.
    if (isAppError(error)) await endChange(doors.db, creation, { state: 'refused' });
    else await notKnown(doors, creation, null);
    throw error;
  }
  // Somebody else has taken it over.
  if (answer === null) return;
  switch (answer.kind) {
    case 'done':
      return endCreated(doors.db, creation, answer.value, { tid: answer.tid });
    case 'unclear':
      return notKnown(doors, creation, answer.tid);
    case 'refused':
      return refused(doors, realm, creation, answer.fault);
    default:
      await endChange(doors.db, creation, { state: 'refused' });
      throw readError(answer);
  }
};

/** From here on a later look settles it. The request may have gone out until this very moment. */
const notKnown = (doors: Doors, creation: Creation, tid: string | null) =>
  releaseChange(doors.db, creation, { tid, lastSentAt: doors.clock.now() });

const refused = async (doors: Doors, realm: Realm, creation: Creation, fault: Fault) => {
  const { tid } = fault;
  if (await mayBeOurOwn(doors, creation, fault)) {
    try {
      const found = await lookForOurs(doors, realm, creation);
      if (found.kind === 'ours')
        return await endCreated(doors.db, creation, found.customer, { tid });
    } catch (error) {
      doors.log.warn({ change: creation.id, error: String(error) }, 'could not tell whose it is');
      return notKnown(doors, creation, tid);
    }
  }
  const { code, element, said } = fault;
  await endChange(doors.db, creation, { state: 'refused', tid, fault: { code, element, said } });
  const { details } = readError({ kind: 'refused', fault });
  const fields = creationProblems(fault);
  throw new AppError(readError({ kind: 'refused', fault }).code, {
    ...(fields.length > 0 && { fields }),
    ...(details && { details }),
  });
};
