import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { type ConnectedRealm, realmOf } from './connected-realm.ts';
import { readProfile } from './read-profile.ts';
import { storedProfile, storeProfile } from './store.ts';

const freshForMs = 60 * 60_000;

/**
 * Returns the connected company's profile, read again when it is older than `maxAgeMs`. While
 * QuickBooks is unavailable or throttles, it returns the stored one. Throws what `readProfile`
 * throws.
 */
export const companyProfileOf = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  maxAgeMs = freshForMs,
): Promise<CompanyProfile> => {
  const stored = await storedProfile(ctx.db, ctx.companyId, connection.realmId);
  if (stored && ctx.clock.now() - stored.readAt < maxAgeMs) return stored.profile;
  try {
    return await freshCompanyProfile(ctx, connection);
  } catch (error) {
    if (stored && isAppError(error, 'quickbooks_unavailable', 'quickbooks_busy'))
      return stored.profile;
    throw error;
  }
};

/**
 * Returns the stored profile, however old, without a call to QuickBooks; reads it only when none is
 * stored. For requests that must not wait for QuickBooks. Throws what `readProfile` throws.
 */
export const knownCompanyProfile = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<CompanyProfile> => {
  const stored = await storedProfile(ctx.db, ctx.companyId, connection.realmId);
  return stored?.profile ?? freshCompanyProfile(ctx, connection);
};

/**
 * Reads the company profile from QuickBooks and stores it, with no fallback to stored data, for
 * decisions that an outdated profile could get wrong. Throws what `readProfile` throws.
 */
export const freshCompanyProfile = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<CompanyProfile> => {
  const profile = await readProfile(ctx, ctx, realmOf(connection));
  const { companyId, clock } = ctx;
  const { realmId } = connection;
  await storeProfile(ctx.db, { companyId, realmId, profile, readAt: clock.now() });
  return (await storedProfile(ctx.db, companyId, realmId))?.profile ?? profile;
};
