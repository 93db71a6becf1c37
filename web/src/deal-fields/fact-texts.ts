import type { DealFact, FactValue, FieldProblem } from '@dealbill/server/contract/deal-fields';
import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullDate, money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';

type FactTexts = { label: () => string; help: () => string };

export const factTexts: Record<DealFact, FactTexts> = {
  amountDue: { label: m.deal_fields_amount_due, help: m.deal_fields_amount_due_help },
  total: { label: m.deal_fields_total, help: m.deal_fields_total_help },
  paid: { label: m.deal_fields_paid, help: m.deal_fields_paid_help },
  status: { label: m.deal_fields_status, help: m.deal_fields_status_help },
  dueDate: { label: m.deal_fields_due_date, help: m.deal_fields_due_date_help },
  number: { label: m.deal_fields_number, help: m.deal_fields_number_help },
  recipient: { label: m.deal_fields_recipient, help: m.deal_fields_recipient_help },
  link: { label: m.deal_fields_link, help: m.deal_fields_link_help },
  lastPaymentDate: {
    label: m.deal_fields_last_payment_date,
    help: m.deal_fields_last_payment_date_help,
  },
  lastPaymentAmount: {
    label: m.deal_fields_last_payment_amount,
    help: m.deal_fields_last_payment_amount_help,
  },
};

export const problemTexts: Record<FieldProblem, () => string> = {
  deleted: m.deal_fields_problem_deleted,
  wrong_type: m.deal_fields_problem_wrong_type,
  options_missing: m.deal_fields_problem_options_missing,
};

const statusTexts: Record<Extract<FactValue, { kind: 'status' }>['status'], () => string> = {
  open: m.invoices_status_open,
  partially_paid: m.invoices_status_partially_paid,
  overdue: m.invoices_status_overdue,
  paid: m.invoices_status_paid,
  voided: m.invoices_status_voided,
  deleted: m.invoices_status_deleted,
};

/** The value as text; a sentence when the deal has none. */
export const exampleText = (value: FactValue | null): string => {
  switch (value?.kind) {
    case 'money':
      return m.deal_fields_example({ value: money(value.amount, value.currency) });
    case 'text':
      return m.deal_fields_example({ value: value.text });
    case 'date':
      return m.deal_fields_example({ value: fullDate(value.date) });
    case 'status':
      return m.deal_fields_example({ value: statusTexts[value.status]() });
    default:
      return m.deal_fields_example_empty();
  }
};

/** Why a choice was not saved, and what to do. */
export const failureText = ({ code, details }: ApiError): string => {
  if (code === 'not_possible') return m.deal_fields_unsuitable();
  if (code === 'not_found') return m.deal_fields_gone();
  const { title } = messagesFor(code, details);
  if (code !== 'pipedrive_forbidden') return m.deal_fields_failed({ reason: title });
  return m.deal_fields_forbidden({ said: details.said || title });
};
