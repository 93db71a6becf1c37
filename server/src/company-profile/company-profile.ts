import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { type ConnectedRealm, realmOf } from './connected-realm.ts';
import { readProfile } from './read-profile.ts';
import { storedProfile, storeProfile } from './store.ts';

const freshForMs = 60 * 60_000;

/**
 * The connected company's country, terms, tax codes and switches. Read again when older than an hour; while
 * QuickBooks does not answer, an older reading is better than none. Throws what `readBooks` throws.
 */
export const companyProfileOf = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<CompanyProfile> => {
  const kept = await storedProfile(ctx.db, ctx.companyId, connection.realmId);
  if (kept && ctx.clock.now() - kept.readAt < freshForMs) return kept.profile;
  try {
    return await freshCompanyProfile(ctx, connection);
  } catch (error) {
    if (kept && isAppError(error, 'quickbooks_unavailable', 'quickbooks_busy')) return kept.profile;
    throw error;
  }
};

/**
 * The same without asking QuickBooks while anything is known, however old: for what must not wait. Throws
 * what `readBooks` throws when nothing is.
 */
export const knownCompanyProfile = async (
  ctx: Ctx,
  connection: ConnectedRealm,
): Promise<CompanyProfile> => {
  const kept = await storedProfile(ctx.db, ctx.companyId, connection.realmId);
  return kept?.profile ?? freshCompanyProfile(ctx, connection);
};

/**
 * Reads the company profile from QuickBooks and stores it. Unlike `booksOf` it has no fallback: it throws
 * what `readBooks` throws. For decisions that stored data could get wrong.
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
