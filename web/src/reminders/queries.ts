import type { ReminderName } from '@dealbill/server/contract/reminders';
import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Shown = Answer<'reminders', 'show'>;
export type ShownReminder = Shown['settings'][number];

export const shownReminders = queryOptions({
  queryKey: ['reminders'],
  queryFn: ({ signal }) => api.reminders.show({}, { signal }),
});

/** Number of invoices that have reached these days and got no reminder. */
export const existingInvoices = (name: ReminderName, days: number) =>
  queryOptions({
    queryKey: ['reminders', 'existing', name, days],
    queryFn: ({ signal }) => api.reminders.existing({ name, days }, { signal }),
  });
