import { isAppError } from '../app-error.ts';
import { companyProfileOf } from '../company-profile/company-profile.ts';
import { storedProfile } from '../company-profile/store.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { fieldsOf } from './cached-fields.ts';
import { noteEvents, type SavedPreferences, type TermPreference } from './contract.ts';
import { suggestMapping } from './suggest-mapping.ts';

/** Suggests the usual fields and the default term of the company profile, else thirty days. */
export const suggestedPreferences = async (
  ctx: Ctx,
  profile: CompanyProfile | null,
): Promise<SavedPreferences> => {
  const [organization, person] = await Promise.all([
    fieldsOf(ctx, 'organization'),
    fieldsOf(ctx, 'person'),
  ]);
  return {
    mapping: suggestMapping({ organization, person }),
    invoiceFields: {},
    term: suggestedTerm(profile),
    offerUpdates: true,
    valuesIncludeTax: false,
    notes: 'number',
    noteEvents: [...noteEvents],
    numberPattern: null,
  };
};

const suggestedTerm = (profile: CompanyProfile | null): TermPreference => {
  const term = profile?.terms.find((one) => one.id === profile.defaultTermId);
  return term ? { kind: 'quickbooks', id: term.id, name: term.name } : { kind: 'days', days: 30 };
};

/**
 * Returns the company profile for the connection owner. Null for other users, and on errors of
 * QuickBooks; a connection that is not active uses the stored profile. `maxAgeMs` as in
 * `companyProfileOf`.
 */
export const ownersProfile = async (
  ctx: Ctx,
  maxAgeMs?: number,
): Promise<CompanyProfile | null> => {
  try {
    const connection = await ownedConnection(ctx);
    if (connection.state === 'active') return await companyProfileOf(ctx, connection, maxAgeMs);
    return (await storedProfile(ctx.db, ctx.companyId, connection.realmId))?.profile ?? null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};
