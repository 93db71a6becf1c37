import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Tx } from '../db/open-database.ts';
import { preferences } from './tables.ts';

export type PreferencesRow = typeof preferences.$inferSelect;

const laterChoices = { offerUpdates: true, valuesIncludeTax: false, notes: 'number' as const };

/** What this company saved last; null until somebody does. */
export const readPreferences = async (
  db: Db,
  companyId: number,
): Promise<PreferencesRow | null> => {
  const row = db.select().from(preferences).where(eq(preferences.companyId, companyId)).get();
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
  const save = (tx: Tx): PreferencesRow | null => {
    const before = tx.select().from(preferences).where(eq(preferences.companyId, companyId)).get();
    if (!isAsSeen(before ?? null)) return before ?? null;
    tx.insert(preferences)
      .values(row)
      .onConflictDoUpdate({ target: preferences.companyId, set: row })
      .run();
    writeAudit(tx, { companyId, userId: savedById, at: savedAt, action: 'preferences_saved' });
    return null;
  };
  return db.transaction(save, { behavior: 'immediate' });
};
