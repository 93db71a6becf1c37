import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { storedProfile } from './store.ts';

/**
 * Reads the profile of a QuickBooks company. When CompanyInfo names no known time zone, it uses the
 * zone of the connected Pipedrive user, else the stored one, else UTC. Throws what the QuickBooks
 * gateway throws.
 */
export const readProfile = async (
  dependencies: Pick<Dependencies, 'db' | 'quickbooks' | 'pipedrive'>,
  user: PipedriveUser,
  realm: Realm,
): Promise<CompanyProfile> => {
  const profile = await dependencies.quickbooks.readCompanyProfile(realm);
  if (profile.zone !== '') return profile;
  const stored = await storedProfile(dependencies.db, user.companyId, realm.realmId);
  const zone = await zoneOfUser(dependencies, user);
  return { ...profile, zone: zone ?? stored?.profile.zone ?? 'UTC' };
};

/** Null when Pipedrive cannot be read. */
const zoneOfUser = async ({ pipedrive }: Pick<Dependencies, 'pipedrive'>, user: PipedriveUser) => {
  try {
    return await pipedrive.timeZone(user);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};
