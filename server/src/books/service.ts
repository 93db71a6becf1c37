import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Books } from '../shared/books.ts';
import { readProfile } from './read-profile.ts';
import { type ConnectedBooks, realmOf } from './realm-of.ts';
import { keepBooks, keptBooks } from './store.ts';

const freshForMs = 60 * 60_000;

/**
 * The connected company's country, terms, tax codes and switches. Read again when older than an hour; while
 * QuickBooks does not answer, an older reading is better than none. Throws what `readBooks` throws.
 */
export const booksOf = async (ctx: Ctx, connection: ConnectedBooks): Promise<Books> => {
  const kept = await keptBooks(ctx.db, ctx.companyId, connection.realmId);
  if (kept && ctx.clock.now() - kept.readAt < freshForMs) return kept.profile;
  try {
    return await booksNow(ctx, connection);
  } catch (error) {
    if (kept && isAppError(error, 'quickbooks_unavailable', 'quickbooks_busy')) return kept.profile;
    throw error;
  }
};

/**
 * The same without asking QuickBooks while anything is known, however old: for what must not wait. Throws
 * what `readBooks` throws when nothing is.
 */
export const booksAsKnown = async (ctx: Ctx, connection: ConnectedBooks): Promise<Books> => {
  const kept = await keptBooks(ctx.db, ctx.companyId, connection.realmId);
  return kept?.profile ?? booksNow(ctx, connection);
};

/**
 * Reads the company profile from QuickBooks and stores it. Unlike `booksOf` it has no fallback: it throws
 * what `readBooks` throws. For decisions that stored data could get wrong.
 */
export const booksNow = async (ctx: Ctx, connection: ConnectedBooks): Promise<Books> => {
  const books = await readProfile(ctx, ctx, realmOf(connection));
  const { companyId, clock } = ctx;
  const { realmId } = connection;
  await keepBooks(ctx.db, { companyId, realmId, books, readAt: clock.now() });
  return (await keptBooks(ctx.db, companyId, realmId))?.profile ?? books;
};
