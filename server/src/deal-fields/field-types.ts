import type { Field } from '../pipedrive/gateway.ts';
import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import type { DealFact } from './contract.ts';

/**
 * Name of a field that Dealbill creates, and the types it can write to. The first type is created.
 * Pipedrive has no type for links; it shows links in texts as links.
 */
type FieldKind = { name: string; types: [string, ...string[]] };

const kinds: Record<DealFact, FieldKind> = {
  amountDue: { name: 'Invoice amount due', types: ['monetary'] },
  total: { name: 'Invoice total', types: ['monetary'] },
  paid: { name: 'Invoice amount paid', types: ['monetary'] },
  status: { name: 'Invoice status', types: ['enum'] },
  dueDate: { name: 'Invoice due date', types: ['date'] },
  number: { name: 'Invoice number', types: ['varchar', 'varchar_auto', 'text'] },
  recipient: { name: 'Invoice recipient', types: ['varchar', 'varchar_auto', 'text'] },
  link: { name: 'Invoice in QuickBooks', types: ['varchar', 'text'] },
  lastPaymentDate: { name: 'Last payment date', types: ['date'] },
  lastPaymentAmount: { name: 'Last payment amount', types: ['monetary'] },
};

export const newFieldOf = (fact: DealFact): { name: string; type: string } => ({
  name: kinds[fact].name,
  type: kinds[fact].types[0],
});

/** Whether Dealbill may write the fact to this field. */
export const isSuitable = (fact: DealFact, { custom, type }: Pick<Field, 'custom' | 'type'>) =>
  custom && kinds[fact].types.includes(type);

/** Labels of the options of the status field. */
export const statusLabels: Record<MoneyStatus, string> = {
  open: 'Open',
  partially_paid: 'Partially paid',
  overdue: 'Overdue',
  paid: 'Paid',
  voided: 'Voided',
  deleted: 'Deleted',
};

/** Option ids by status. */
export type StatusOptions = Partial<Record<MoneyStatus, number>>;

const sameLabel = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** Finds the option of each status by its label. */
export const statusOptionsOf = ({ options }: Pick<Field, 'options'>): StatusOptions =>
  Object.fromEntries(
    Object.entries(statusLabels).flatMap(([status, label]) => {
      const option = options.find((one) => sameLabel(one.label, label));
      return option ? [[status, option.id]] : [];
    }),
  );

/** Labels of the statuses that have no option. */
export const missingLabels = (options: StatusOptions): string[] =>
  Object.entries(statusLabels)
    .filter(([status]) => options[status as MoneyStatus] === undefined)
    .map(([, label]) => label);
