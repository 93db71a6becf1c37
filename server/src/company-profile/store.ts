import { desc, eq } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { type TaxRounding, usualTaxRounding } from '../shared/tax/tax-rounding.ts';
import { companyProfiles } from './tables.ts';

const { profile, taxRounding, readAt } = companyProfiles;
const keptColumns = { profile, taxRounding, readAt };

const byRealm = preparedRows(keptColumns, (db) =>
  db.select(keptColumns).from(companyProfiles).where(inRealm(companyProfiles, anyRealm)),
);

/** What was last read of this company's books, and when (epoch milliseconds); null when never. */
export const storedProfile = async (
  db: Reader,
  companyId: number,
  realmId: string,
): Promise<{ profile: CompanyProfile; readAt: number } | null> => {
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
    .update(companyProfiles)
    .set({ taxRounding: row.taxRounding })
    .where(inRealm(companyProfiles, row));
};

/** The currency that these books are kept in, whoever read it last; null while nobody has. */
export const storedHomeCurrency = async (db: Reader, realmId: string): Promise<string | null> => {
  const [row] = await db
    .select({ profile: companyProfiles.profile })
    .from(companyProfiles)
    .where(eq(companyProfiles.realmId, realmId))
    .orderBy(desc(companyProfiles.readAt))
    .limit(1);
  return row?.profile.homeCurrency ?? null;
};

/** Keeps what was read; the last reader wins. */
export const storeProfile = async (
  db: Db,
  row: { companyId: number; realmId: string; profile: CompanyProfile; readAt: number },
): Promise<void> => {
  const { companyId, realmId, profile } = row;
  const read = { profile: profile, readAt: row.readAt };
  await transact(db, async (tx) => {
    await tx
      .insert(companyProfiles)
      .values({ companyId, realmId, ...read })
      .onConflictDoUpdate({
        target: [companyProfiles.companyId, companyProfiles.realmId],
        set: read,
      });
  });
};
