import { reminderText } from '@dealbill/server/shared/text/reminder-text';
import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import type { Shown } from './queries.ts';

/** The text with the values of the example; empty without one. */
export const exampleText = (text: string, days: string, { example }: Shown): string =>
  example
    ? reminderText(text, {
        number: example.number,
        customer: example.customer,
        amount: money(example.amount, example.currency),
        days,
      })
    : '';

/** Why the settings were not saved, and what to do. */
export const failureText = ({ code, details }: ApiError): string => {
  if (code === 'not_possible') return m.reminders_amount_hidden();
  if (code === 'not_found') return m.reminders_not_found();
  if (code === 'pipedrive_forbidden') return m.reminders_forbidden();
  return m.reminders_failed({ reason: messagesFor(code, details).title });
};
