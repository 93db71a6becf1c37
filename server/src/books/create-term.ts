import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { readError } from '../quickbooks/calls/read-errors.ts';
import type { Books, Term } from '../shared/books.ts';
import { termName, termOfDays } from '../shared/fitting-term.ts';
import { type ConnectedBooks, realmOf } from './realm-of.ts';
import { booksNow } from './service.ts';
import { keepBooks } from './store.ts';

/**
 * Creates the company's term of so many days, as the connection owner. QuickBooks is asked for it first, and
 * again when the response is lost, so that repeating the call creates no second term. Throws `AppError`
 * quickbooks_refused, quickbooks_unavailable and what `booksNow` throws.
 */
export const createTerm = async (ctx: Ctx, { days }: { days: number }): Promise<{ term: Term }> => {
  const connection = await activeConnection(ctx);
  const books = await booksNow(ctx, connection);
  const there = termOfDays(days, books);
  if (there) return { term: there };
  const asked = { name: termName(days), days };
  const answer = await ctx.quickbooks.createTerm(realmOf(connection), asked, `t-${randomUUID()}`);
  if (answer.kind === 'done') {
    await store(ctx, connection, { ...books, terms: [...books.terms, answer.value] });
    await audit(ctx, connection, answer.value);
    return { term: answer.value };
  }
  if (answer.kind !== 'unclear') throw readError(answer);
  const found = termOfDays(days, await booksNow(ctx, connection));
  if (!found) throw new AppError('quickbooks_unavailable');
  await audit(ctx, connection, found);
  return { term: found };
};

const store = async (ctx: Ctx, { realmId }: ConnectedBooks, books: Books): Promise<void> =>
  keepBooks(ctx.db, { companyId: ctx.companyId, realmId, books, readAt: ctx.clock.now() });

const audit = (ctx: Ctx, { realmId }: ConnectedBooks, term: Term): Promise<void> =>
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
