import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Books } from '../shared/books.ts';
import { type ConnectedBooks, realmOf } from './realm-of.ts';
import { keepBooks, keptBooks } from './store.ts';

const freshForMs = 60 * 60_000;

/**
 * The connected company's country, terms, tax codes and switches. Read again when older than an hour, or
 * at once with `fresh`; while QuickBooks does not answer, an older reading is better than none. Throws
 * what `readBooks` throws.
 */
export const booksOf = async (
  ctx: Ctx,
  connection: ConnectedBooks,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Books> => {
  const kept = await keptBooks(ctx.db, ctx.companyId, connection.realmId);
  if (kept && !fresh && ctx.clock.now() - kept.readAt < freshForMs) return kept.profile;
  try {
    return await rememberBooks(ctx, connection);
  } catch (error) {
    if (kept && isAppError(error, 'quickbooks_unavailable', 'quickbooks_busy')) return kept.profile;
    throw error;
  }
};

/** Reads the books now and keeps what was read, as after connecting. Throws what `readBooks` throws. */
export const rememberBooks = async (
  ctx: Pick<Ctx, 'db' | 'clock' | 'quickbooks' | 'companyId'>,
  connection: ConnectedBooks,
): Promise<Books> => {
  const books = await ctx.quickbooks.readBooks(realmOf(connection));
  const { companyId } = ctx;
  await keepBooks(ctx.db, {
    companyId,
    realmId: connection.realmId,
    books,
    readAt: ctx.clock.now(),
  });
  return books;
};
