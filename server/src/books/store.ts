import { desc, eq } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { Books } from '../shared/books.ts';
import { type TaxRounding, usualTaxRounding } from '../shared/tax-rounding.ts';
import { booksProfiles } from './tables.ts';

const { profile, taxRounding, readAt } = booksProfiles;
const keptColumns = { profile, taxRounding, readAt };

const byRealm = preparedRows(keptColumns, (db) =>
  db.select(keptColumns).from(booksProfiles).where(inRealm(booksProfiles, anyRealm)),
);

/** What was last read of this company's books, and when (epoch milliseconds); null when never. */
export const keptBooks = async (
  db: Reader,
  companyId: number,
  realmId: string,
): Promise<{ profile: Books; readAt: number } | null> => {
  const [row] = await byRealm(db, { companyId, realmId });
  if (!row) return null;
  const usual = usualTaxRounding(row.profile.taxRegime);
  const profile = { ...row.profile, taxRounding: row.taxRounding ?? usual };
  return { profile, readAt: row.readAt };
};

/** Remembers how QuickBooks rounds this company's tax; a later reading of the profile keeps it. */
export const rememberTaxRounding = async (
  tx: Tx,
  row: { companyId: number; realmId: string; taxRounding: TaxRounding },
): Promise<void> => {
  await tx
    .update(booksProfiles)
    .set({ taxRounding: row.taxRounding })
    .where(inRealm(booksProfiles, row));
};

/** The currency that these books are kept in, whoever read it last; null while nobody has. */
export const keptHomeCurrency = async (db: Reader, realmId: string): Promise<string | null> => {
  const [row] = await db
    .select({ profile: booksProfiles.profile })
    .from(booksProfiles)
    .where(eq(booksProfiles.realmId, realmId))
    .orderBy(desc(booksProfiles.readAt))
    .limit(1);
  return row?.profile.homeCurrency ?? null;
};

/** Keeps what was read; the last reader wins. */
export const keepBooks = async (
  db: Db,
  row: { companyId: number; realmId: string; books: Books; readAt: number },
): Promise<void> => {
  const { companyId, realmId, books } = row;
  const read = { profile: books, readAt: row.readAt };
  await transact(db, async (tx) => {
    await tx
      .insert(booksProfiles)
      .values({ companyId, realmId, ...read })
      .onConflictDoUpdate({ target: [booksProfiles.companyId, booksProfiles.realmId], set: read });
  });
};
