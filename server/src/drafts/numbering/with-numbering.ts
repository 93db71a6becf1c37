import type { SavedPreferences } from '../../preferences/contract.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';

/** Adds to the company profile whether the preferences number invoices by a pattern. */
export const withNumbering = (
  profile: CompanyProfile,
  preferences: Pick<SavedPreferences, 'numberPattern'> | null,
): CompanyProfile =>
  preferences?.numberPattern ? { ...profile, numbersByPattern: true } : profile;
