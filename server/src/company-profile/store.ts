import { desc, eq } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { CompanyProfile, DealTaxCode } from '../shared/contract/company-profile.ts';
import type { TaxRounding } from '../shared/tax/tax-rounding.ts';
import { taxRulesOf } from '../shared/tax/tax-rules.ts';
import { companyProfiles } from './tables.ts';

const { profile, taxRounding, dealTaxCodes, readAt } = companyProfiles;
const storedColumns = { profile, taxRounding, dealTaxCodes, readAt };

const byRealm = preparedRows(storedColumns, (db) =>
  db.select(storedColumns).from(companyProfiles).where(inRealm(companyProfiles, anyRealm)),
);

/** Returns the stored profile and when it was read (epoch milliseconds); null when it never was. */
export const storedProfile = async (
  db: Reader,
  companyId: number,
  realmId: string,
): Promise<{ profile: CompanyProfile; readAt: number } | null> => {
  const [row] = await byRealm(db, { companyId, realmId });
  if (!row) return null;
  const usual = taxRulesOf(row.profile).rounding;
  const profile = {
    ...row.profile,
    taxRounding: row.taxRounding ?? usual,
    ...(row.dealTaxCodes && { dealTaxCodes: row.dealTaxCodes }),
  };
  return { profile, readAt: row.readAt };
};

/** Stores how QuickBooks rounds this company's tax; `storeProfile` does not overwrite it. */
export const rememberTaxRounding = async (
  tx: Tx,
  row: { companyId: number; realmId: string; taxRounding: TaxRounding },
): Promise<void> => {
  await tx
    .update(companyProfiles)
    .set({ taxRounding: row.taxRounding })
    .where(inRealm(companyProfiles, row));
};

/** Rates in Pipedrive for which a code is remembered; the latest ones stay. */
const mostDealTaxCodes = 100;

/** Stores tax codes that a user chose for rates in Pipedrive; `storeProfile` keeps them. */
export const rememberDealTaxCodes = async (
  tx: Tx,
  realmKey: { companyId: number; realmId: string },
  chosen: DealTaxCode[],
): Promise<void> => {
  if (chosen.length === 0) return;
  const [row] = await tx
    .select({ dealTaxCodes })
    .from(companyProfiles)
    .where(inRealm(companyProfiles, realmKey));
  const rates = new Set(chosen.map(({ dealPercent }) => dealPercent));
  const kept = (row?.dealTaxCodes ?? []).filter(({ dealPercent }) => !rates.has(dealPercent));
  await tx
    .update(companyProfiles)
    .set({ dealTaxCodes: [...kept, ...chosen].slice(-mostDealTaxCodes) })
    .where(inRealm(companyProfiles, realmKey));
};

/**
 * Returns the home currency of a realm from the latest profile of any company; null without one.
 */
export const storedHomeCurrency = async (db: Reader, realmId: string): Promise<string | null> => {
  const [row] = await db
    .select({ profile: companyProfiles.profile })
    .from(companyProfiles)
    .where(eq(companyProfiles.realmId, realmId))
    .orderBy(desc(companyProfiles.readAt))
    .limit(1);
  return row?.profile.homeCurrency ?? null;
};

/** Stores a profile; of concurrent readings the last one stored wins. */
export const storeProfile = async (
  db: Db,
  row: { companyId: number; realmId: string; profile: CompanyProfile; readAt: number },
): Promise<void> => {
  const { companyId, realmId, profile } = row;
  const reading = { profile, readAt: row.readAt };
  await transact(db, async (tx) => {
    await tx
      .insert(companyProfiles)
      .values({ companyId, realmId, ...reading })
      .onConflictDoUpdate({
        target: [companyProfiles.companyId, companyProfiles.realmId],
        set: reading,
      });
  });
};
