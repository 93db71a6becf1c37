import type { Field } from '../pipedrive/gateway.ts';
import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import type { Fact, FactValue } from './contract.ts';

/**
 * Name of a field that Dealbill creates, and the types it can write to. The first type is created.
 * Pipedrive has no type for links, which it shows in texts as links, and none for yes and no.
 */
type FieldKind = {
  name: string;
  types: [string, ...string[]];
  /** Labels of the options of an `enum`, by option key. */
  labels?: Record<string, string>;
};

const statusLabels: Record<MoneyStatus, string> = {
  open: 'Open',
  partially_paid: 'Partially paid',
  overdue: 'Overdue',
  paid: 'Paid',
  voided: 'Voided',
  deleted: 'Deleted',
};

const kinds: Record<Fact, FieldKind> = {
  amountDue: { name: 'Invoice amount due', types: ['monetary'] },
  total: { name: 'Invoice total', types: ['monetary'] },
  paid: { name: 'Invoice amount paid', types: ['monetary'] },
  status: { name: 'Invoice status', types: ['enum'], labels: statusLabels },
  dueDate: { name: 'Invoice due date', types: ['date'] },
  number: { name: 'Invoice number', types: ['varchar', 'varchar_auto', 'text'] },
  recipient: { name: 'Invoice recipient', types: ['varchar', 'varchar_auto', 'text'] },
  link: { name: 'Invoice in QuickBooks', types: ['varchar', 'text'] },
  lastPaymentDate: { name: 'Last payment date', types: ['date'] },
  lastPaymentAmount: { name: 'Last payment amount', types: ['monetary'] },
  outstanding: { name: 'Invoices outstanding', types: ['monetary'] },
  overdue: { name: 'Invoices overdue', types: ['monetary'] },
  hasOverdue: {
    name: 'Has an overdue invoice',
    types: ['enum'],
    labels: { yes: 'Yes', no: 'No' },
  },
};

export const newFieldOf = (fact: Fact): { name: string; type: string; options: string[] } => ({
  name: kinds[fact].name,
  type: kinds[fact].types[0],
  options: Object.values(kinds[fact].labels ?? {}),
});

/** Whether Dealbill may write the fact to this field. */
export const isSuitable = (fact: Fact, { custom, type }: Pick<Field, 'custom' | 'type'>) =>
  custom && kinds[fact].types.includes(type);

export const hasOptions = (fact: Fact): boolean => kinds[fact].labels !== undefined;

/** Option ids by option key: a status, or `yes` and `no`. */
export type OptionIds = Record<string, number>;

/** The key of the option that shows a value. */
export const optionKeyOf = (value: Extract<FactValue, { kind: 'status' | 'answer' }>): string =>
  value.kind === 'status' ? value.status : value.answer;

const sameLabel = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** Finds the option of each value of the fact by its label. */
export const optionIdsOf = (fact: Fact, { options }: Pick<Field, 'options'>): OptionIds =>
  Object.fromEntries(
    Object.entries(kinds[fact].labels ?? {}).flatMap(([key, label]) => {
      const option = options.find((one) => sameLabel(one.label, label));
      return option ? [[key, option.id]] : [];
    }),
  );

/** Labels of the values of the fact that have no option. */
export const missingLabels = (fact: Fact, ids: OptionIds): string[] =>
  Object.entries(kinds[fact].labels ?? {})
    .filter(([key]) => ids[key] === undefined)
    .map(([, label]) => label);
