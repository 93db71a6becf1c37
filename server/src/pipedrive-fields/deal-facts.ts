import type { QuickbooksInvoice, QuickbooksPayment } from '../quickbooks/models.ts';
import type { PlainDate } from '../shared/dates/due-date.ts';
import { type BilledInvoice, dealLedger, type LedgerRow } from '../shared/money/deal-ledger.ts';
import { Big, money, sum } from '../shared/money/money.ts';
import { paymentsInOrder } from '../shared/money/payments-in-order.ts';
import { type InvoiceStatus, invoiceStatus } from '../shared/status/invoice-status.ts';
import type { DealFact, FactValue } from './contract.ts';

/** A mirrored invoice that is linked to the deal. */
export type LinkedInvoice = Omit<BilledInvoice, 'status' | 'overdue'> & {
  invoiceId: string;
  number: string;
  customerName: string;
  dueDate: PlainDate | null;
  memo: string;
  linesAreZero: boolean;
  voided: boolean;
  deleted: boolean;
  /** QuickBooks' time of the last change, and when the invoice was linked; epoch milliseconds. */
  changedAt: number;
  linkedAt: number;
  facts: QuickbooksInvoice;
};

export type DealFacts = Record<DealFact, FactValue | null>;

type Surroundings = {
  /** In the company's time zone. */
  today: PlainDate;
  /** URL of an invoice in QuickBooks. */
  linkOf(invoiceId: string): string;
};

/**
 * Values of a deal's fields from its invoices. Sums cover all invoices that are not voided or
 * deleted; they are null when those have several currencies. Number, recipient, status, due date
 * and link are those of the invoice that QuickBooks changed last; a deleted one counts only when
 * all are deleted.
 */
export const dealFactsOf = (
  invoices: LinkedInvoice[],
  payments: QuickbooksPayment[],
  { today, linkOf }: Surroundings,
): DealFacts => {
  const latest = invoices.toSorted(lastChangedFirst)[0];
  if (!latest) return nothing;
  const status = statusOf(latest, today);
  const isOwed = status.money !== 'voided' && !latest.deleted;
  const last = lastPayment(invoices, payments);
  return {
    ...sums(invoices, latest, today),
    status: { kind: 'status', status: status.overdue ? 'overdue' : status.money },
    dueDate: isOwed && latest.dueDate ? { kind: 'date', date: latest.dueDate } : null,
    number: text(latest.number),
    recipient: text(latest.customerName),
    link: latest.deleted ? null : text(linkOf(latest.invoiceId)),
    lastPaymentDate: last && { kind: 'date', date: last.date },
    lastPaymentAmount: last && amount(last.amount, last.currency),
  };
};

type Dated = Pick<LinkedInvoice, 'dueDate' | 'balance'> & { deleted?: boolean };

/** The first day on which an invoice becomes overdue without a change; null when none does. */
export const nextOverdueDay = (invoices: Dated[], today: PlainDate): PlainDate | null => {
  const dueDates = invoices.flatMap(({ dueDate, balance, deleted }) =>
    dueDate !== null && dueDate >= today && !deleted && new Big(balance).gt(0) ? dueDate : [],
  );
  const [first] = dueDates.toSorted();
  return first ? Temporal.PlainDate.from(first).add({ days: 1 }).toString() : null;
};

const nothing: DealFacts = {
  amountDue: null,
  total: null,
  paid: null,
  status: null,
  dueDate: null,
  number: null,
  recipient: null,
  link: null,
  lastPaymentDate: null,
  lastPaymentAmount: null,
};

const lastChangedFirst = (one: LinkedInvoice, other: LinkedInvoice): number =>
  Number(one.deleted) - Number(other.deleted) ||
  other.changedAt - one.changedAt ||
  other.linkedAt - one.linkedAt ||
  other.invoiceId.localeCompare(one.invoiceId, 'en', { numeric: true });

const statusOf = (invoice: LinkedInvoice, today: PlainDate): InvoiceStatus =>
  invoiceStatus(
    {
      ...invoice,
      lineAmountsAllZero: invoice.linesAreZero,
      voidedBefore: invoice.voided,
      emailStatus: null,
      deliveredAt: null,
      eInvoiceStatus: null,
    },
    today,
  );

const text = (value: string): FactValue | null => (value ? { kind: 'text', text: value } : null);

/** Null without a currency: an amount never takes the deal's own one. */
const amount = (value: string, currency: string): FactValue | null =>
  currency ? { kind: 'money', amount: value, currency } : null;

const sums = (
  invoices: LinkedInvoice[],
  latest: LinkedInvoice,
  today: PlainDate,
): Pick<DealFacts, 'amountDue' | 'total' | 'paid'> => {
  const billed = invoices.map((invoice) => {
    const status = statusOf(invoice, today);
    return { ...invoice, status: status.money, overdue: status.overdue };
  });
  const { rows } = dealLedger(billed, null, { basis: 'with_tax', derived: false });
  const zero = latest.deleted ? null : amount('0.00', latest.currency);
  const sumOf = (some: LedgerRow[], part: 'open' | 'invoiced' | 'paid') => {
    const [row, ...others] = some;
    if (!row) return zero;
    return others.length === 0 ? amount(row[part], row.currency) : null;
  };
  return {
    // Only currencies in which something is due: the others add nothing.
    amountDue: sumOf(openRows(rows), 'open'),
    total: sumOf(rows, 'invoiced'),
    paid: sumOf(rows, 'paid'),
  };
};

const openRows = (rows: LedgerRow[]): LedgerRow[] => {
  const open = rows.filter((row) => !new Big(row.open).eq(0));
  return open.length === 0 && rows.length === 1 ? rows : open;
};

type LastPayment = { date: string; amount: string; currency: string };

/** The last payment and the amount of it that was applied to these invoices; ignores credits. */
const lastPayment = (
  invoices: LinkedInvoice[],
  payments: QuickbooksPayment[],
): LastPayment | null => {
  const createdAt = new Map(payments.map((payment) => [payment.id, payment.createdAt]));
  const received = invoices
    .filter(({ deleted }) => !deleted)
    .flatMap((invoice) => {
      const named = payments.filter(({ id }) => invoice.facts.paymentIds.includes(id));
      return paymentsInOrder(invoice.facts, named)
        .filter(({ kind, date }) => date && (kind === 'payment' || kind === 'deposit'))
        .map((settled) => ({
          ...settled,
          // A deposit has no id; those of two invoices are two payments.
          id: settled.id ?? `deposit of ${invoice.invoiceId}`,
          at: Date.parse(createdAt.get(settled.id ?? '') ?? '') || 0,
          currency: invoice.currency,
        }));
    });
  const [last] = received.toSorted(
    (one, other) =>
      Number(one.date < other.date) - Number(one.date > other.date) ||
      other.at - one.at ||
      other.id.localeCompare(one.id, 'en', { numeric: true }),
  );
  if (!last) return null;
  const parts = received.filter(({ id }) => id === last.id);
  return {
    date: last.date,
    amount: money(sum(parts.map((part) => new Big(part.amount)))),
    currency: last.currency,
  };
};
