import type { Reader } from '../../db/database.ts';
import type { SavedPreferences } from '../../preferences/contract.ts';
import { readPreferences } from '../../preferences/store.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';

/** Adds to the company profile whether the preferences number invoices by a pattern. */
export const withNumbering = (
  profile: CompanyProfile,
  preferences: Pick<SavedPreferences, 'numberPattern'> | null,
): CompanyProfile =>
  preferences?.numberPattern ? { ...profile, numbersByPattern: true } : profile;

/** The same with the preferences that the company has saved. */
export const withSavedNumbering = async (
  db: Reader,
  companyId: number,
  profile: CompanyProfile,
): Promise<CompanyProfile> =>
  withNumbering(profile, (await readPreferences(db, companyId))?.saved ?? null);
