import { isAppError } from '../app-error.ts';
import { booksOf } from '../books/service.ts';
import { keptBooks } from '../books/store.ts';
import { holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Books } from '../shared/books.ts';
import type { SavedPreferences, TermPreference } from './contract.ts';
import { fieldsOf } from './kept-fields.ts';
import { suggestMapping } from './suggest-mapping.ts';

/** The usual fields, and the term that the books give every customer; thirty days when they give none. */
export const suggestedPreferences = async (
  ctx: Ctx,
  books: Books | null,
): Promise<SavedPreferences> => {
  const [organization, person] = await Promise.all([
    fieldsOf(ctx, 'organization'),
    fieldsOf(ctx, 'person'),
  ]);
  return {
    mapping: suggestMapping({ organization, person }),
    term: suggestedTerm(books),
    offerUpdates: true,
    valuesIncludeTax: false,
    notes: 'number',
  };
};

const suggestedTerm = (books: Books | null): TermPreference => {
  const term = books?.terms.find((one) => one.id === books.defaultTermId);
  return term ? { kind: 'quickbooks', id: term.id, name: term.name } : { kind: 'days', days: 30 };
};

/**
 * The books, told to their holder only; null for everybody else, and while QuickBooks cannot be asked and
 * never was.
 */
export const holdersBooks = async (ctx: Ctx): Promise<Books | null> => {
  try {
    const connection = await holderConnection(ctx);
    if (connection.state === 'active') return await booksOf(ctx, connection);
    return (await keptBooks(ctx.db, ctx.companyId, connection.realmId))?.profile ?? null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};
