import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { preferences } from './tables.ts';

export type PreferencesRow = typeof preferences.$inferSelect;

const laterChoices = { offerUpdates: true, valuesIncludeTax: false, notes: 'number' as const };

/** What this company saved last; null until somebody does. */
export const readPreferences = async (
  db: Reader,
  companyId: number,
): Promise<PreferencesRow | null> => {
  const row = await storedRow(db, companyId);
  // What was saved before a choice existed does not name it.
  return row ? { ...row, saved: { ...laterChoices, ...row.saved } } : null;
};

/**
 * Replaces the company's preferences and writes who did it, together. Where `isAsSeen` does not accept
 * what is stored, nothing is changed and that is returned; else null.
 */
export const savePreferences = async (
  db: Db,
  row: PreferencesRow,
  isAsSeen: (before: PreferencesRow | null) => boolean,
): Promise<PreferencesRow | null> => {
  const { companyId, savedById, savedAt } = row;
  return transact(db, async (tx) => {
    const before = await storedRow(tx, companyId);
    if (!isAsSeen(before)) return before;
    await tx
      .insert(preferences)
      .values(row)
      .onConflictDoUpdate({ target: preferences.companyId, set: row });
    const userId = savedById;
    await writeAudit(tx, { companyId, userId, at: savedAt, action: 'preferences_saved' });
    return null;
  });
};

const storedRow = async (db: Reader, companyId: number): Promise<PreferencesRow | null> => {
  const [row] = await db.select().from(preferences).where(eq(preferences.companyId, companyId));
  return row ?? null;
};
