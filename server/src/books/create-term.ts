import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { readError } from '../quickbooks/calls/read-errors.ts';
import type { Books, Term } from '../shared/books.ts';
import { termName, termOfDays } from '../shared/fitting-term.ts';
import { type ConnectedBooks, realmOf } from './realm-of.ts';
import { booksOf } from './service.ts';
import { keepBooks } from './store.ts';

/**
 * Creates the company's term of so many days, as the connection owner. It is looked up before, and again
 * when the response is lost, so that repeating it creates no second one. Throws `AppError`
 * quickbooks_refused, quickbooks_unavailable and what `booksOf` throws.
 */
export const createTerm = async (ctx: Ctx, { days }: { days: number }): Promise<{ term: Term }> => {
  const connection = await activeConnection(ctx);
  const books = await booksOf(ctx, connection, { fresh: true });
  const there = termOfDays(days, books);
  if (there) return { term: there };
  const asked = { name: termName(days), days };
  const answer = await ctx.quickbooks.createTerm(realmOf(connection), asked, `t-${randomUUID()}`);
  if (answer.kind === 'done') {
    await remember(ctx, connection, books, answer.value);
    return { term: answer.value };
  }
  if (answer.kind !== 'unclear') throw readError(answer);
  const found = termOfDays(days, await booksOf(ctx, connection, { fresh: true }));
  if (!found) throw new AppError('quickbooks_unavailable');
  return { term: found };
};

const remember = async (ctx: Ctx, { realmId }: ConnectedBooks, books: Books, term: Term) => {
  const { companyId, userId } = ctx;
  const at = ctx.clock.now();
  const known = { ...books, terms: [...books.terms, term] };
  await keepBooks(ctx.db, { companyId, realmId, books: known, readAt: at });
  writeAudit(ctx.db, {
    companyId,
    realmId,
    userId,
    at,
    action: 'term_created',
    subject: term.id,
    details: { name: term.name },
  });
};
