import { isAppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { Books } from '../shared/books.ts';
import { keptBooks } from './store.ts';

/**
 * The profile of a QuickBooks company. Where CompanyInfo names no time zone that can be read, its dates are
 * those of the Pipedrive user who is connected. Throws what `readBooks` throws.
 */
export const readProfile = async (
  doors: Pick<Doors, 'db' | 'quickbooks' | 'pipedrive'>,
  user: PipedriveUser,
  realm: Realm,
): Promise<Books> => {
  const books = await doors.quickbooks.readBooks(realm);
  if (books.zone !== '') return books;
  const kept = await keptBooks(doors.db, user.companyId, realm.realmId);
  const zone = await zoneOfUser(doors, user);
  return { ...books, zone: zone ?? kept?.profile.zone ?? 'UTC' };
};

const zoneOfUser = async ({ pipedrive }: Pick<Doors, 'pipedrive'>, user: PipedriveUser) => {
  try {
    return await pipedrive.timeZone(user);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};
