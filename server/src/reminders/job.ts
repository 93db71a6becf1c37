import { dayEndIn, todayIn } from '../clock.ts';
import { companyToday } from '../company-profile/company-today.ts';
import { storedProfile } from '../company-profile/store.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { grantOf } from '../install/store.ts';
import {
  failedRecordsOf,
  isolateRecords,
  nextTryAt,
  waitingRecords,
} from '../scheduler/failed-records.ts';
import type { Job, Slice } from '../scheduler/job.ts';
import { beginReminder } from './add-reminder.ts';
import { beginClosing } from './close-reminder.ts';
import { dealOfInvoice, findDueInvoices, readInvoice, staysOpen } from './due-invoices.ts';
import {
  changedReminders,
  changeReminder,
  recordCheck,
  type SentRow,
  type SettingRow,
  settingRows,
} from './store.ts';

const rowsPerRead = 20;

/**
 * Background job that queues reminders of invoices on each day of the company, and marks activities
 * as done whose invoices no longer need them.
 */
export const remindersJob: Job = {
  cause: 'reminders',
  async work(dependencies, turn, slice) {
    const { companyId, realmId } = turn;
    const realmKey = { companyId, realmId };
    const ownerId = await writerOf(dependencies.db, realmKey);
    if (ownerId === null) return;
    const isolated = await isolateRecords(dependencies, turn);
    const work = { dependencies, realmKey, ownerId, slice, isolated };
    const today = await companyToday({ ...dependencies, companyId }, realmId);
    if (!(await closeUnneeded(work, today))) return;
    for (const setting of await settingRows(dependencies.db, companyId)) {
      const isSearched = isDue(setting, today) || (setting.enabled && isolated.isRetried);
      if (isSearched && !(await addDue(work, setting, today))) return;
    }
  },
  /** Null while nobody may write; connecting and installing make the turn due again. */
  async next(db, turn, now) {
    const { companyId, realmId } = turn;
    const realmKey = { companyId, realmId };
    if ((await writerOf(db, realmKey)) === null) return null;
    const due = { at: now, urgent: false };
    const failed = await failedRecordsOf(db, turn);
    const without = waitingRecords(failed, now);
    const tryAt = nextTryAt(failed, now);
    if ((await changedReminders(db, realmKey, { without, limit: 1 })).length > 0) return due;
    const settings = (await settingRows(db, companyId)).filter(({ enabled }) => enabled);
    if (settings.length === 0) return tryAt === null ? null : { at: tryAt, urgent: false };
    const zone = (await storedProfile(db, companyId, realmId))?.profile.zone ?? 'UTC';
    const today = todayIn(zone, now);
    if (settings.some((setting) => isDue(setting, today))) return due;
    const dayEnd = dayEndIn(zone, now);
    return { at: Math.min(dayEnd, tryAt ?? dayEnd), urgent: false };
  },
};

type Turn = {
  dependencies: Dependencies;
  realmKey: RealmKey;
  ownerId: number;
  slice: Slice;
  isolated: Awaited<ReturnType<typeof isolateRecords>>;
};

/** The connection owner, while QuickBooks is connected and their permission in Pipedrive is valid. */
const writerOf = async (db: Reader, { companyId, realmId }: RealmKey): Promise<number | null> => {
  const connection = await connectionForRealm(db, companyId, realmId);
  if (!connection) return null;
  const grant = await grantOf(db, { companyId, userId: connection.ownerId });
  return grant?.state === 'active' ? connection.ownerId : null;
};

const isDue = ({ enabled, checkedOn }: SettingRow, today: string): boolean =>
  enabled && (checkedOn === null || checkedOn < today);

/** False when the slice has ended before all were compared. */
const closeUnneeded = async (
  { dependencies, realmKey, ownerId, slice, isolated }: Turn,
  today: string,
): Promise<boolean> => {
  const { db } = dependencies;
  const close = (row: SentRow) =>
    transact(db, async (tx) => {
      // Before the invoice is read, so that a change in between marks the reminder again.
      if (!(await changeReminder(tx, row, ['open'], { isChanged: false }))) return;
      const invoice = await readInvoice(tx, realmKey, row.invoiceId);
      if (invoice && staysOpen(row.name, invoice, today)) return;
      await beginClosing(tx, dependencies, row, ownerId);
    });
  for (;;) {
    const without = isolated.waiting();
    const rows = await changedReminders(db, realmKey, { without, limit: rowsPerRead });
    if (rows.length === 0) return true;
    for (const row of rows) {
      if (!slice.goesOn()) return false;
      await slice.item(() => isolated.attempt(row.invoiceId, () => close(row)));
    }
  }
};

/** Queues the reminders that are due; false when the slice has ended before all were. */
const addDue = async (
  { dependencies, realmKey, ownerId, slice, isolated }: Turn,
  setting: SettingRow,
  today: string,
): Promise<boolean> => {
  const { db } = dependencies;
  const { name, days, startAfter } = setting;
  const add = (invoiceId: string) =>
    transact(db, async (tx) => {
      const dealId = await dealOfInvoice(tx, realmKey, invoiceId);
      if (dealId === null) return;
      const target = { realmKey, userId: ownerId, dealId };
      await beginReminder(tx, dependencies, target, { invoiceId, name });
    });
  for (;;) {
    const search = { name, days, startAfter, today, without: isolated.waiting() };
    const invoiceIds = await findDueInvoices(db, realmKey, search, rowsPerRead);
    for (const invoiceId of invoiceIds) {
      if (!slice.goesOn()) return false;
      await slice.item(() => isolated.attempt(invoiceId, () => add(invoiceId)));
    }
    if (invoiceIds.length < rowsPerRead) break;
  }
  await recordCheck(db, setting, today);
  return true;
};
