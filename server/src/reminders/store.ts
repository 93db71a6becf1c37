import { and, asc, desc, eq, inArray, notInArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import type { ReminderName } from './contract.ts';
import { ofReminder } from './due-invoices.ts';
import { reminderSettings, sentReminders } from './tables.ts';

export type SettingRow = typeof reminderSettings.$inferSelect;
export type SentRow = typeof sentReminders.$inferSelect;

export const settingRows = (db: Reader, companyId: number): Promise<SettingRow[]> =>
  db.select().from(reminderSettings).where(eq(reminderSettings.companyId, companyId));

export const settingOf = async (
  db: Reader,
  companyId: number,
  name: ReminderName,
): Promise<SettingRow | null> =>
  (await settingRows(db, companyId)).find((row) => row.name === name) ?? null;

/** Saves a setting and searches for invoices at once. */
export const saveSetting = (db: Db, realmId: string, row: SettingRow): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, name, savedAt, savedById } = row;
    await tx
      .insert(reminderSettings)
      .values(row)
      .onConflictDoUpdate({
        target: [reminderSettings.companyId, reminderSettings.name],
        set: row,
      });
    await writeAudit(tx, {
      companyId,
      userId: savedById,
      at: savedAt,
      realmId,
      action: 'reminders_changed',
      subject: name,
      details: { enabled: String(row.enabled), days: String(row.days) },
    });
    await makeDue(tx, { companyId, realmId, job: 'reminders' }, savedAt, savedAt);
  });

/** Notes that invoices were searched, unless the setting was saved again since `row` was read. */
export const recordCheck = (db: Db, row: SettingRow, today: string): Promise<unknown> =>
  transact(db, (tx) =>
    tx
      .update(reminderSettings)
      .set({ checkedOn: today })
      .where(
        and(
          eq(reminderSettings.companyId, row.companyId),
          eq(reminderSettings.name, row.name),
          eq(reminderSettings.savedAt, row.savedAt),
        ),
      ),
  );

/** Open reminders whose invoices have changed, except those of the invoices `without`. */
export const changedReminders = (
  db: Reader,
  realmKey: RealmKey,
  { without, limit }: { without: string[]; limit: number },
): Promise<SentRow[]> =>
  db
    .select()
    .from(sentReminders)
    .where(
      and(
        inRealm(sentReminders, realmKey),
        eq(sentReminders.isChanged, true),
        eq(sentReminders.state, 'open'),
        notInArray(sentReminders.invoiceId, without),
      ),
    )
    .orderBy(asc(sentReminders.invoiceId), asc(sentReminders.name))
    .limit(limit);

type ReminderKey = RealmKey & { invoiceId: string; name: ReminderName };

const isReminder = (key: ReminderKey) => and(inRealm(sentReminders, key), ofReminder(key));

export const readReminder = async (db: Reader, key: ReminderKey): Promise<SentRow | null> => {
  const [row] = await db.select().from(sentReminders).where(isReminder(key));
  return row ?? null;
};

/** Changes a reminder while it is in one of these states; false when it is not. */
export const changeReminder = async (
  tx: Tx,
  key: ReminderKey,
  states: SentRow['state'][],
  changes: Partial<SentRow>,
): Promise<boolean> => {
  const changed = await tx
    .update(sentReminders)
    .set(changes)
    .where(and(isReminder(key), inArray(sentReminders.state, states)))
    .returning({ invoiceId: sentReminders.invoiceId });
  return changed.length > 0;
};

/** The invoice that was linked to a deal last; null without one. */
export const lastLinkedInvoice = async (db: Reader, realmKey: RealmKey) => {
  const [row] = await db
    .select({
      number: invoices.number,
      customer: invoices.customerName,
      balance: invoices.balance,
      total: invoices.total,
      currency: invoices.currency,
    })
    .from(dealInvoices)
    .innerJoin(
      invoices,
      and(
        eq(invoices.companyId, dealInvoices.companyId),
        eq(invoices.realmId, dealInvoices.realmId),
        eq(invoices.invoiceId, dealInvoices.invoiceId),
      ),
    )
    .where(and(inRealm(dealInvoices, realmKey), eq(invoices.deleted, false)))
    .orderBy(desc(dealInvoices.linkedAt), desc(dealInvoices.invoiceId))
    .limit(1);
  return row ?? null;
};
