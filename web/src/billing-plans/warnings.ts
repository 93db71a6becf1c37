import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import type { Plan } from './queries.ts';

/** Says that entries cannot be created in their currency; null when all can. */
export const currencyTitle = ({ entries }: Plan): string | null =>
  entries.some(({ otherCurrency }) => otherCurrency)
    ? m.billing_plans_other_currency_title()
    : null;

/** Says by how much the plan exceeds the deal; null when it does not. */
export const beyondTitle = ({ beyond, deal: { value } }: Plan): string | null =>
  beyond && value ? m.billing_plans_beyond_title({ amount: money(beyond, value.currency) }) : null;

/** Says how the deal's value changed since the plan was saved; null when it did not. */
export const valueTitle = ({ valueBefore, deal: { value } }: Plan): string | null => {
  if (!valueBefore) return null;
  const before = money(valueBefore.amount, valueBefore.currency);
  return value
    ? m.billing_plans_value_title({ before, now: money(value.amount, value.currency) })
    : m.billing_plans_value_gone({ before });
};
