import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/open-database.ts';
import { prepared } from '../db/prepared.ts';
import type { Books } from '../shared/books.ts';
import { type TaxRounding, usualTaxRounding } from '../shared/tax-rounding.ts';
import { booksProfiles } from './tables.ts';

const byRealm = prepared((db) =>
  db
    .select({
      profile: booksProfiles.profile,
      taxRounding: booksProfiles.taxRounding,
      readAt: booksProfiles.readAt,
    })
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
): Promise<{ profile: Books; readAt: number } | null> => {
  const row = byRealm(db).get({ companyId, realmId });
  if (!row) return null;
  const { profile, taxRounding, readAt } = row;
  const usual = usualTaxRounding(profile.taxRegime);
  return { profile: { ...profile, taxRounding: taxRounding ?? usual }, readAt };
};

/** Remembers how QuickBooks rounds this company's tax; a later reading of the profile keeps it. */
export const rememberTaxRounding = (
  tx: Tx,
  row: { companyId: number; realmId: string; taxRounding: TaxRounding },
): void => {
  tx.update(booksProfiles)
    .set({ taxRounding: row.taxRounding })
    .where(and(eq(booksProfiles.companyId, row.companyId), eq(booksProfiles.realmId, row.realmId)))
    .run();
};

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
