import type {
  Fact,
  FactValue,
  FieldProblem,
  RecordKind,
} from '@dealbill/server/contract/pipedrive-fields';
import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullDate, money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';

type FactTexts = { label: () => string; help: () => string };

export const factTexts: Record<Fact, FactTexts> = {
  amountDue: { label: m.pipedrive_fields_amount_due, help: m.pipedrive_fields_amount_due_help },
  total: { label: m.pipedrive_fields_total, help: m.pipedrive_fields_total_help },
  paid: { label: m.pipedrive_fields_paid, help: m.pipedrive_fields_paid_help },
  status: { label: m.pipedrive_fields_status, help: m.pipedrive_fields_status_help },
  dueDate: { label: m.pipedrive_fields_due_date, help: m.pipedrive_fields_due_date_help },
  number: { label: m.pipedrive_fields_number, help: m.pipedrive_fields_number_help },
  recipient: { label: m.pipedrive_fields_recipient, help: m.pipedrive_fields_recipient_help },
  link: { label: m.pipedrive_fields_link, help: m.pipedrive_fields_link_help },
  lastPaymentDate: {
    label: m.pipedrive_fields_last_payment_date,
    help: m.pipedrive_fields_last_payment_date_help,
  },
  lastPaymentAmount: {
    label: m.pipedrive_fields_last_payment_amount,
    help: m.pipedrive_fields_last_payment_amount_help,
  },
  outstanding: { label: m.pipedrive_fields_outstanding, help: m.pipedrive_fields_outstanding_help },
  overdue: { label: m.pipedrive_fields_overdue, help: m.pipedrive_fields_overdue_help },
  hasOverdue: { label: m.pipedrive_fields_has_overdue, help: m.pipedrive_fields_has_overdue_help },
};

type RecordTexts = {
  title: () => string;
  /** Which invoices count. */
  rules: () => string;
  example: (of: { id: number; name: string }) => string;
  noExample: () => string;
  emptyExample: () => string;
  switchedOn: (of: { count: number }) => string;
  /** Name of a record that Pipedrive refused to update. */
  failed: (of: { id: number }) => string;
};

const named = ({ id, name }: { id: number; name: string }) => ({ name: name || `${id}` });

export const recordTexts: Record<RecordKind, RecordTexts> = {
  deal: {
    title: m.pipedrive_fields_deal,
    rules: m.pipedrive_fields_deal_rules,
    example: (deal) => m.pipedrive_fields_example_of_deal(named(deal)),
    noExample: m.pipedrive_fields_example_none_deal,
    emptyExample: m.pipedrive_fields_example_empty_deal,
    switchedOn: m.pipedrive_fields_on_deal,
    failed: m.pipedrive_fields_failed_deal,
  },
  organization: {
    title: m.pipedrive_fields_organization,
    rules: m.pipedrive_fields_organization_rules,
    example: (organization) => m.pipedrive_fields_example_of_organization(named(organization)),
    noExample: m.pipedrive_fields_example_none_organization,
    emptyExample: m.pipedrive_fields_example_empty_organization,
    switchedOn: m.pipedrive_fields_on_organization,
    failed: m.pipedrive_fields_failed_organization,
  },
  person: {
    title: m.pipedrive_fields_person,
    rules: m.pipedrive_fields_person_rules,
    example: (person) => m.pipedrive_fields_example_of_person(named(person)),
    noExample: m.pipedrive_fields_example_none_person,
    emptyExample: m.pipedrive_fields_example_empty_person,
    switchedOn: m.pipedrive_fields_on_person,
    failed: m.pipedrive_fields_failed_person,
  },
};

export const problemTexts: Record<FieldProblem, () => string> = {
  deleted: m.pipedrive_fields_problem_deleted,
  wrong_type: m.pipedrive_fields_problem_wrong_type,
  options_missing: m.pipedrive_fields_problem_options_missing,
};

const statusTexts: Record<Extract<FactValue, { kind: 'status' }>['status'], () => string> = {
  open: m.invoices_status_open,
  partially_paid: m.invoices_status_partially_paid,
  overdue: m.invoices_status_overdue,
  paid: m.invoices_status_paid,
  voided: m.invoices_status_voided,
  deleted: m.invoices_status_deleted,
};

/** The value as text; a sentence when the record has none. */
export const exampleText = (of: RecordKind, value: FactValue | null): string => {
  switch (value?.kind) {
    case 'money':
      return m.pipedrive_fields_example({ value: money(value.amount, value.currency) });
    case 'text':
      return m.pipedrive_fields_example({ value: value.text });
    case 'date':
      return m.pipedrive_fields_example({ value: fullDate(value.date) });
    case 'status':
      return m.pipedrive_fields_example({ value: statusTexts[value.status]() });
    case 'answer':
      return m.pipedrive_fields_example({
        value: value.answer === 'yes' ? m.pipedrive_fields_yes() : m.pipedrive_fields_no(),
      });
    default:
      return recordTexts[of].emptyExample();
  }
};

/** Why a choice was not saved, and what to do. */
export const failureText = ({ code, details }: ApiError): string => {
  if (code === 'not_possible') return m.pipedrive_fields_unsuitable();
  if (code === 'not_found') return m.pipedrive_fields_gone();
  const { title } = messagesFor(code, details);
  if (code !== 'pipedrive_forbidden') return m.pipedrive_fields_failed({ reason: title });
  return m.pipedrive_fields_forbidden({ said: details.said || title });
};
