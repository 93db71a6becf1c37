import { randomUUID } from 'node:crypto';
import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { Kind, Work } from '../operations/kinds.ts';
import { enqueue } from '../operations/store.ts';
import type { Activity } from '../pipedrive/gateway.ts';
import type { ChangeAnswer } from '../quickbooks/write-result.ts';
import { reminderSubject } from './add-reminder.ts';
import type { ReminderName } from './contract.ts';
import { changeReminder, readReminder, type SentRow } from './store.ts';
import type { WrittenActivity } from './tables.ts';

type CloseData = { invoiceId: string; name: ReminderName; activityId: number };

/** Queues marking the activity of a reminder as done. */
export const beginClosing = async (
  tx: Tx,
  dependencies: Dependencies,
  row: SentRow,
  userId: number,
): Promise<void> => {
  const { companyId, realmId, invoiceId, name, dealId, activityId } = row;
  if (activityId === null) return;
  if (!(await changeReminder(tx, row, ['open'], { state: 'closing' }))) return;
  const id = randomUUID();
  await enqueue<CloseData>(
    tx,
    {
      companyId,
      realmId,
      id,
      kind: 'close_reminder',
      subject: 'reminder',
      subjectId: reminderSubject({ invoiceId, name }),
      dealId,
      userId,
      requestId: id,
      body: null,
      data: { invoiceId, name, activityId },
    },
    dependencies.clock.now(),
  );
};

/** A user has changed the activity, so it is the user's now. */
const isChanged = (activity: Activity, written: WrittenActivity | null): boolean =>
  written === null ||
  activity.subject !== written.subject ||
  activity.type !== written.type ||
  activity.ownerId !== written.ownerId ||
  activity.dueDate !== written.dueDate;

const readActivity = async (work: Work<CloseData>): Promise<Activity | null> => {
  const { companyId, userId, data } = work.operation;
  try {
    return await work.pipedrive.activity({ companyId, userId }, data.activityId);
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    throw error;
  }
};

/** Marks an activity as done, unless a user has changed, finished or deleted it. */
export const closeReminderKind: Kind<CloseData, 'done' | 'left'> = {
  name: 'close_reminder',
  again: 'until_done',
  asks: false,

  async send(work, call) {
    const { companyId, realmId, userId, data } = work.operation;
    const activity = await readActivity(work);
    const row = await readReminder(work.db, { companyId, realmId, ...data });
    if (!activity || isChanged(activity, row?.written ?? null)) {
      return { kind: 'done', value: 'left', tid: null };
    }
    if (activity.done) return { kind: 'done', value: 'done', tid: null };
    return call<ChangeAnswer<'done'>>(async () => {
      await work.pipedrive.finishActivity({ companyId, userId }, data.activityId);
      return { kind: 'done', value: 'done', tid: null };
    });
  },

  async recognise(work) {
    const activity = await readActivity(work);
    if (!activity) return { kind: 'found', value: 'left' };
    return activity.done ? { kind: 'found', value: 'done' } : { kind: 'not_found' };
  },

  async apply(tx, { operation }, state) {
    const { companyId, realmId, data } = operation;
    const { invoiceId, name } = data;
    await changeReminder(tx, { companyId, realmId, invoiceId, name }, ['closing', 'failed'], {
      state,
    });
    return null;
  },

  async end(tx, { operation }) {
    const { companyId, realmId, data } = operation;
    const { invoiceId, name } = data;
    await changeReminder(tx, { companyId, realmId, invoiceId, name }, ['closing'], {
      state: 'failed',
    });
  },

  isHopeless: (error) => isAppError(error, 'not_found', 'not_possible'),
};
