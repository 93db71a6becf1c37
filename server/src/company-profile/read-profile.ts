import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { storedProfile } from './store.ts';

/**
 * The profile of a QuickBooks company. Where CompanyInfo names no time zone that can be read, its dates are
 * those of the Pipedrive user who is connected. Throws what `readBooks` throws.
 */
export const readProfile = async (
  dependencies: Pick<Dependencies, 'db' | 'quickbooks' | 'pipedrive'>,
  user: PipedriveUser,
  realm: Realm,
): Promise<CompanyProfile> => {
  const profile = await dependencies.quickbooks.readCompanyProfile(realm);
  if (profile.zone !== '') return profile;
  const kept = await storedProfile(dependencies.db, user.companyId, realm.realmId);
  const zone = await zoneOfUser(dependencies, user);
  return { ...profile, zone: zone ?? kept?.profile.zone ?? 'UTC' };
};

const zoneOfUser = async ({ pipedrive }: Pick<Dependencies, 'pipedrive'>, user: PipedriveUser) => {
  try {
    return await pipedrive.timeZone(user);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};
