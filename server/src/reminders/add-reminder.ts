import { randomUUID } from 'node:crypto';
import { isAppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import { companyToday } from '../company-profile/company-today.ts';
import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { noteDetailOf } from '../notes/note-settings.ts';
import { invoiceLinkIn } from '../notes/note-text.ts';
import type { Kind, Work } from '../operations/kinds.ts';
import { enqueue } from '../operations/store.ts';
import type { Activity, PipedriveUser } from '../pipedrive/gateway.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import { makeDue } from '../scheduler/turns.ts';
import { moneyText } from '../shared/money/money-text.ts';
import { reminderText } from '../shared/text/reminder-text.ts';
import type { ReminderName } from './contract.ts';
import { daysCounted, isNeeded, readInvoice } from './due-invoices.ts';
import { changeReminder, type SettingRow, settingOf } from './store.ts';
import { sentReminders, type WrittenActivity } from './tables.ts';

export type ReminderData = { invoiceId: string; name: ReminderName };

export const reminderSubject = ({ invoiceId, name }: ReminderData): string =>
  `${invoiceId} ${name}`;

/** The part of the activity's link by which it is found again after a lost response. */
const markOf = (realmId: string, { invoiceId, name }: ReminderData): string =>
  `txnId=${encodeURIComponent(invoiceId)}&companyId=${realmId}#reminder_${name}`;

/** Stores a reminder and queues its activity; false when the invoice has had one. */
export const beginReminder = async (
  tx: Tx,
  dependencies: Dependencies,
  { realmKey, userId, dealId }: { realmKey: RealmKey; userId: number; dealId: number },
  data: ReminderData,
): Promise<boolean> => {
  const createdAt = dependencies.clock.now();
  const added = await tx
    .insert(sentReminders)
    .values({ ...realmKey, ...data, dealId, state: 'adding', createdAt })
    .onConflictDoNothing()
    .returning({ invoiceId: sentReminders.invoiceId });
  if (added.length === 0) return false;
  const id = randomUUID();
  await enqueue<ReminderData>(
    tx,
    {
      ...realmKey,
      id,
      kind: 'add_reminder',
      subject: 'reminder',
      subjectId: reminderSubject(data),
      dealId,
      userId,
      requestId: id,
      body: null,
      data,
    },
    dependencies.clock.now(),
  );
  return true;
};

const writtenOf = ({ subject, type, ownerId, dueDate }: Activity): WrittenActivity => ({
  subject,
  type,
  ownerId,
  dueDate,
});

const ownerOf = async (
  { pipedrive }: Dependencies,
  user: PipedriveUser,
  dealId: number,
  { assignee, assigneeId }: SettingRow,
): Promise<number | null> => {
  if (assignee === 'user') return assigneeId;
  return assignee === 'deal_owner' ? pipedrive.dealOwner(user, dealId) : user.userId;
};

/** The setting and the invoice; null when the reminder is no longer needed. */
const stillNeeded = async (work: Work<ReminderData>, today: string) => {
  const { companyId, realmId, data } = work.operation;
  const setting = await settingOf(work.db, companyId, data.name);
  const invoice = await readInvoice(work.db, { companyId, realmId }, data.invoiceId);
  if (!setting?.enabled || !invoice || !isNeeded(data.name, invoice, today)) return null;
  return { setting, invoice };
};

/**
 * Adds an activity to a deal, with the text, type and user that are chosen when it is sent. After a
 * lost response it looks the activity up first, so none is added twice.
 */
export const addReminderKind: Kind<ReminderData, Activity | null> = {
  name: 'add_reminder',
  again: 'until_done',
  asks: false,

  async send(work, call) {
    const { companyId, realmId, userId, dealId, data } = work.operation;
    const user = { companyId, userId };
    const today = await companyToday({ ...work, companyId }, realmId);
    const needed = await stillNeeded(work, today);
    if (!needed) return { kind: 'done', value: null, tid: null };
    const { setting, invoice } = needed;
    const isShown = (await noteDetailOf(work.db, companyId)) === 'amount';
    const subject = reminderText(setting.text, {
      number: invoice.number,
      customer: invoice.customerName,
      amount: isShown ? moneyText(invoice.balance, invoice.currency) : '',
      days: String(daysCounted(data.name, invoice, today)),
    });
    const { webUrl } = work.settings.quickbooks;
    const link = `${invoiceLink({ webUrl, realmId }, data.invoiceId)}#reminder_${data.name}`;
    const activity = {
      subject,
      type: setting.activityType,
      ownerId: await ownerOf(work, user, dealId ?? 0, setting),
      dueDate: today,
      note: `<p><a href="${link.replaceAll('&', '&#38;')}">Open in QuickBooks</a></p>`,
    };
    return call(async () => {
      const response = await work.pipedrive.addActivity(user, dealId ?? 0, activity);
      return response.kind === 'done'
        ? { kind: 'done', value: response.activity, tid: null }
        : { kind: 'unclear', tid: null };
    });
  },

  async recognise({ pipedrive, operation }) {
    const { companyId, realmId, userId, dealId, data } = operation;
    const activities = await pipedrive.activities({ companyId, userId }, dealId ?? 0);
    const mark = markOf(realmId, data);
    const found = activities.find(({ note }) => invoiceLinkIn(note) === mark);
    return found ? { kind: 'found', value: found } : { kind: 'not_found' };
  },

  async apply(tx, { operation, clock }, activity) {
    const { companyId, realmId, data } = operation;
    const realmKey = { companyId, realmId };
    await changeReminder(
      tx,
      { ...realmKey, ...data },
      ['adding', 'failed'],
      activity
        ? { state: 'open', activityId: activity.id, written: writtenOf(activity) }
        : { state: 'unneeded' },
    );
    const now = clock.now();
    // The invoice may have changed while the activity was added.
    await makeDue(tx, { ...realmKey, job: 'reminders' }, now, now);
    return null;
  },

  async end(tx, { operation, clock }, { fault }) {
    const { companyId, realmId, userId, dealId, data } = operation;
    await changeReminder(tx, { companyId, realmId, ...data }, ['adding'], { state: 'failed' });
    await writeAudit(tx, {
      companyId,
      userId,
      at: clock.now(),
      action: 'reminder_given_up',
      realmId,
      dealId,
      subject: data.invoiceId,
      details: { why: fault?.code ?? '' },
    });
  },

  /** not_possible: a deactivated user or a deleted type, until the settings are changed. */
  isHopeless: (error) => isAppError(error, 'deal_not_found', 'not_found', 'not_possible'),
};
