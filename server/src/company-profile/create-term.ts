import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import { activeConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { readError } from '../quickbooks/calls/read-errors.ts';
import type { CompanyProfile, Term } from '../shared/contract/company-profile.ts';
import { termName, termOfDays } from '../shared/dates/fitting-term.ts';
import { freshCompanyProfile } from './company-profile.ts';
import { type ConnectedRealm, realmOf } from './connected-realm.ts';
import { storeProfile } from './store.ts';

/**
 * Creates the company's term of so many days, as the connection owner. QuickBooks is asked for it first, and
 * again when the response is lost, so that repeating the call creates no second term. Throws `AppError`
 * quickbooks_refused, quickbooks_unavailable and what `booksNow` throws.
 */
export const createTerm = async (ctx: Ctx, { days }: { days: number }): Promise<{ term: Term }> => {
  const connection = await activeConnection(ctx);
  const profile = await freshCompanyProfile(ctx, connection);
  const there = termOfDays(days, profile);
  if (there) return { term: there };
  const asked = { name: termName(days), days };
  const answer = await ctx.quickbooks.createTerm(realmOf(connection), asked, `t-${randomUUID()}`);
  if (answer.kind === 'done') {
    await store(ctx, connection, { ...profile, terms: [...profile.terms, answer.value] });
    await audit(ctx, connection, answer.value);
    return { term: answer.value };
  }
  if (answer.kind !== 'unclear') throw readError(answer);
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
