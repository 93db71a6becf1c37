import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import { activeConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { readError } from '../quickbooks/calls/read-errors.ts';
import type { CompanyProfile, Term } from '../shared/contract/company-profile.ts';
import { termName, termOfDays } from '../shared/dates/fitting-term.ts';
import { freshCompanyProfile } from './company-profile.ts';
import { type ConnectedRealm, realmOf } from './connected-realm.ts';
import { storeProfile } from './store.ts';

/**
 * Returns the term of this number of days, creating it if needed. Looks it up before and after a
 * lost response, so a repeated call creates no second one. Throws `AppError` quickbooks_refused,
 * quickbooks_unavailable and what `freshCompanyProfile` throws.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
export const createTerm = async (ctx: Ctx, { days }: { days: number }): Promise<{ term: Term }> => {
  const connection = await activeConnection(ctx);
  const profile = await freshCompanyProfile(ctx, connection);
  const existing = termOfDays(days, profile);
  if (existing) return { term: existing };
  const request = { name: termName(days), days };
  const response = await ctx.quickbooks.createTerm(
    realmOf(connection),
    request,
    `t-${randomUUID()}`,
  );
  if (response.kind === 'done') {
    await store(ctx, connection, { ...profile, terms: [...profile.terms, response.value] });
    await audit(ctx, connection, response.value);
    return { term: response.value };
  }
  if (response.kind !== 'unclear') throw readError(response);
  const found = termOfDays(days, await freshCompanyProfile(ctx, connection));
  if (!found) throw new AppError('quickbooks_unavailable');
  await audit(ctx, connection, found);
  return { term: found };
};

const store = async (
  ctx: Ctx,
  { realmId }: ConnectedRealm,
  profile: CompanyProfile,
): Promise<void> =>
  storeProfile(ctx.db, { companyId: ctx.companyId, realmId, profile, readAt: ctx.clock.now() });

const audit = (ctx: Ctx, { realmId }: ConnectedRealm, term: Term): Promise<void> =>
  transact(ctx.db, (tx) =>
    writeAudit(tx, {
      companyId: ctx.companyId,
      realmId,
      userId: ctx.userId,
      at: ctx.clock.now(),
      action: 'term_created',
      subject: term.id,
      details: { name: term.name },
    }),
  );
