import { booksAsKnown } from '../books/service.ts';
import type { Doors } from '../context.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { BooksCustomerDetails } from '../quickbooks/told.ts';
import { settleByLook } from '../writes/settle-by-look.ts';
import {
  type CustomerChange,
  endChange,
  releaseChange,
  takeChange,
  waitingChanges,
} from './change-store.ts';
import { type Creation, endCreated, isCreation } from './creating/creation-store.ts';
import { lookForOurs, nameTaken } from './creating/judge-creation.ts';
import { differencesBetween } from './updating/differences.ts';
import { endUpdate } from './updating/end-update.ts';

const kept = { waiting: waitingChanges, take: takeChange, release: releaseChange };

/** Settles changes of customers, and new ones, of which nothing was heard; returns how many were worked on. */
export const settleCustomerChanges = (doors: Doors): Promise<number> =>
  settleByLook(doors, kept, async (realm, change, lookedAt) => {
    if (isCreation(change)) return settleCreation(doors, realm, change, lookedAt);
    const now = await doors.quickbooks.customerDetails(realm, change.customerId);
    const state = now && (await happened(doors, realm, change, now)) ? 'done' : 'not_done';
    await endUpdate(doors.db, change, { state, lookedAt });
  });

/** A name that an older customer has was taken, whatever became of the request. */
const settleCreation = async (
  doors: Doors,
  realm: Realm,
  creation: Creation,
  lookedAt: number,
): Promise<void> => {
  const found = await lookForOurs(doors, realm, creation);
  if (found.kind === 'ours') return endCreated(doors.db, creation, found.customer, { lookedAt });
  const end =
    found.kind === 'taken'
      ? { state: 'refused' as const, fault: nameTaken }
      : { state: 'not_done' as const };
  await endChange(doors.db, creation, { ...end, lookedAt });
};

/** All that was asked for is there, lost letters aside. A tax id is only asked for where none was masked: masked, it is there. */
const happened = async (
  doors: Doors,
  { connectionId, realmId }: Realm,
  { companyId, userId, asked }: CustomerChange,
  now: BooksCustomerDetails,
): Promise<boolean> => {
  const ctx = { ...doors, companyId, userId };
  const { country } = await booksAsKnown(ctx, { id: connectionId, realmId });
  return differencesBetween(asked, now, country).every(({ lettersLost }) => lettersLost);
};
