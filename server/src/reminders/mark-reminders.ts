import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { makeDueLater } from '../scheduler/turns.ts';
import { reminderSettings, sentReminders } from './tables.ts';

const savedOf = preparedRows({ name: reminderSettings.name }, (db) =>
  db
    .select({ name: reminderSettings.name })
    .from(reminderSettings)
    .where(eq(reminderSettings.companyId, sql.placeholder('companyId')))
    .limit(1),
);

/** Compares the open reminders of these invoices again, if the company has ever had any. */
export const markReminders = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  invoiceIds: string[],
  now: number,
): Promise<void> => {
  if (invoiceIds.length === 0 || (await savedOf(tx, { companyId })).length === 0) return;
  const marked = await tx
    .update(sentReminders)
    .set({ isChanged: true })
    .where(
      and(
        inRealm(sentReminders, { companyId, realmId }),
        inArray(sentReminders.invoiceId, invoiceIds),
        inArray(sentReminders.state, ['adding', 'open']),
      ),
    )
    .returning({ invoiceId: sentReminders.invoiceId });
  if (marked.length > 0) await makeDueLater(tx, { companyId, realmId, job: 'reminders' }, now);
};
