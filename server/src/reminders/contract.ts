import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';
import { longestReminderText } from '../shared/text/reminder-text.ts';

/**
 * What Dealbill reminds of: an invoice that was not sent for some days, is due in some days, or is
 * overdue for some days.
 */
export const reminderNames = ['unsent', 'due', 'overdue'] as const;

export type ReminderName = (typeof reminderNames)[number];

/** Who gets the activity. */
export const assignees = ['connection_owner', 'deal_owner', 'user'] as const;

const chosen = {
  days: z.number().int().min(1).max(365),
  assignee: z.enum(assignees),
  /** The assigned user; null unless `assignee` is `user`. */
  assigneeId: z.number().int().nullable(),
  /** Pipedrive's key of the activity type. */
  activityType: z.string().min(1).max(100),
  /** Subject of the activity; may contain the placeholders of `reminder-text.ts`. */
  text: z.string().trim().min(1).max(longestReminderText),
};

export const reminders = {
  show: read(
    z.object({}),
    z.object({
      /** The saved settings, or what is proposed. */
      settings: z.array(
        z.object({
          name: z.enum(reminderNames),
          enabled: z.boolean(),
          ...chosen,
          /** Name of the assigned user when it was saved. */
          assigneeName: z.string(),
        }),
      ),
      /** Users who can be assigned; empty for colleagues, and when Pipedrive does not list them. */
      users: z.array(z.object({ id: z.number().int(), name: z.string() })),
      /** Activity types; null without permission for activities in Pipedrive. */
      types: z.array(z.object({ key: z.string(), name: z.string() })).nullable(),
      /** Values of the invoice that was linked last; only the connection owner gets it. */
      example: z
        .object({
          number: z.string(),
          customer: z.string(),
          amount: z.string(),
          currency: z.string(),
        })
        .nullable(),
      /** Whether the setting of notes lets colleagues see amounts. */
      amountsAllowed: z.boolean(),
      /** The user whose permission in Pipedrive is used; null while QuickBooks is not connected. */
      owner: z.object({ name: z.string(), isYou: z.boolean() }).nullable(),
    }),
  ),
  /**
   * Number of invoices that are due for a reminder with this many days and got none of this name.
   * Throws not_owner, not_connected.
   */
  existing: read(
    z.object({ name: z.enum(reminderNames), days: chosen.days }),
    z.object({ invoices: z.number().int() }),
  ),
  /**
   * Saves and switches reminders on or off. Without `includeExisting`, only invoices that reach the
   * days after today get one. Throws not_owner, not_connected, not_found (no such user or type),
   * not_possible (the text shows an amount although the setting of notes hides it).
   */
  save: act(
    z.object({
      name: z.enum(reminderNames),
      enabled: z.boolean(),
      ...chosen,
      includeExisting: z.boolean(),
    }),
    z.object({}),
  ),
};
