import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
  userId,
  whole,
} from '../db/schema-kit.ts';
import { assignees, reminderNames } from './contract.ts';

/** How the company wants to be reminded; a row for each reminder that was ever saved. */
export const reminderSettings = defineTable(
  'reminder_settings',
  {
    companyId: companyId(),
    name: text('name', { enum: reminderNames }).notNull(),
    enabled: flag('enabled').notNull(),
    days: whole('days').notNull(),
    assignee: text('assignee', { enum: assignees }).notNull(),
    assigneeId: whole('assignee_id'),
    assigneeName: text('assignee_name').notNull(),
    activityType: text('activity_type').notNull(),
    text: text('text').notNull(),
    /** Invoices that reached the days on this date or earlier get none; null includes all. */
    startAfter: text('start_after'),
    /** The company's date on which invoices were last searched; null when that is due. */
    checkedOn: text('checked_on'),
    savedById: userId('saved_by_id'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.name] })],
);

/** Properties of an activity as we wrote them, to detect that a user changed it. */
export type WrittenActivity = {
  subject: string;
  type: string;
  ownerId: number | null;
  dueDate: string | null;
};

/** Reminders of invoices; a row is never added again, so that each is sent once. */
export const sentReminders = defineTable(
  'sent_reminders',
  {
    companyId: companyId(),
    realmId: realmId(),
    invoiceId: text('invoice_id').notNull(),
    name: text('name', { enum: reminderNames }).notNull(),
    dealId: whole('deal_id').notNull(),
    /**
     * `adding` the activity; `open`; `closing`: marking it as done. Ended: `done`; `left`: a user
     * changed or deleted it; `unneeded` before it was added; `failed`.
     */
    state: text('state', {
      enum: ['adding', 'open', 'closing', 'done', 'left', 'unneeded', 'failed'],
    }).notNull(),
    activityId: whole('activity_id'),
    written: json<WrittenActivity>('written'),
    /** The invoice has changed since it was last compared. */
    isChanged: flag('is_changed').notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.invoiceId, table.name] }),
    index('changed_reminders')
      .on(table.companyId, table.realmId, table.invoiceId)
      .where(sql`is_changed`),
    index('reminders_of_deal').on(table.companyId, table.dealId),
  ],
);
