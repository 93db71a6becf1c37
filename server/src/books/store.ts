import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import type { Books } from '../shared/books.ts';
import { booksProfiles } from './tables.ts';

/** What was last read of this company's books, and when (epoch milliseconds); null when never. */
export const keptBooks = async (
  db: Db,
  companyId: number,
  realmId: string,
): Promise<{ books: Books; readAt: number } | null> => {
  const row = db
    .select()
    .from(booksProfiles)
    .where(and(eq(booksProfiles.companyId, companyId), eq(booksProfiles.realmId, realmId)))
    .get();
  return row ? { books: row.profile, readAt: row.readAt ?? 0 } : null;
};

/** Keeps what was read; the last reader wins. */
export const keepBooks = async (
  db: Db,
  row: { companyId: number; realmId: string; books: Books; readAt: number },
): Promise<void> => {
  const read = { profile: row.books, readAt: row.readAt };
  db.insert(booksProfiles)
    .values({ companyId: row.companyId, realmId: row.realmId, ...read })
    .onConflictDoUpdate({ target: [booksProfiles.companyId, booksProfiles.realmId], set: read })
    .run();
};
