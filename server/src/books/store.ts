import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { prepared } from '../db/prepared.ts';
import type { Books } from '../shared/books.ts';
import { booksProfiles } from './tables.ts';

const byRealm = prepared((db) =>
  db
    .select({ profile: booksProfiles.profile, readAt: booksProfiles.readAt })
    .from(booksProfiles)
    .where(
      and(
        eq(booksProfiles.companyId, sql.placeholder('companyId')),
        eq(booksProfiles.realmId, sql.placeholder('realmId')),
      ),
    )
    .prepare(),
);

/** What was last read of this company's books, and when (epoch milliseconds); null when never. */
export const keptBooks = async (
  db: Db,
  companyId: number,
  realmId: string,
): Promise<{ profile: Books; readAt: number } | null> =>
  byRealm(db).get({ companyId, realmId }) ?? null;

/** The currency that these books are kept in, whoever read it last; null while nobody has. */
export const keptHomeCurrency = async (db: Db, realmId: string): Promise<string | null> =>
  db
    .select({ profile: booksProfiles.profile })
    .from(booksProfiles)
    .where(eq(booksProfiles.realmId, realmId))
    .orderBy(desc(booksProfiles.readAt))
    .limit(1)
    .get()?.profile.homeCurrency ?? null;

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
