import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { notesBefore } from './contract.ts';
import { preferences } from './tables.ts';

export type PreferencesRow = typeof preferences.$inferSelect;

/** Defaults of settings that preferences saved by older versions lack. */
const defaults = {
  invoiceFields: {},
  offerUpdates: true,
  valuesIncludeTax: false,
  notes: 'number' as const,
  noteEvents: notesBefore,
  numberPattern: null,
};

/** Returns the company's saved preferences; null until saved for the first time. */
export const readPreferences = async (
  db: Reader,
  companyId: number,
): Promise<PreferencesRow | null> => {
  const row = await storedRow(db, companyId);
  return row ? { ...row, saved: { ...defaults, ...row.saved } } : null;
};

/**
 * Replaces the company's preferences and writes an audit entry. When `isAsSeen` rejects the stored
 * row, changes nothing and returns that row; otherwise returns null.
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
