import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import type { PlanEntry } from './queries.ts';

/** Text of the button that opens the form of the next entry. */
export const nextText = ({ amount, currency, state }: PlanEntry): string => {
  const values = { amount: money(amount, currency) };
  return state === 'draft'
    ? m.billing_plans_continue_next(values)
    : m.billing_plans_create_next(values);
};
