import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { m } from '../messages/compiled/messages.js';
import { nearDate, plainDate } from './format.ts';

/** The payment date of a paid invoice, else the due date. */
export type WhenDue = {
  kind: 'paid' | 'due' | 'late';
  date: string;
  /** The date formatted for display: relative while open, plain once paid. */
  shown: string;
};

type Dated = Pick<InvoiceRow, 'status' | 'overdue' | 'dueDate' | 'paidOn'>;

/**
 * When the invoice was paid, else when it is or was due; null when unknown or when nothing is owed.
 */
export const whenDue = (
  { status, overdue, dueDate, paidOn }: Dated,
  today: string,
): WhenDue | null => {
  if (status === 'voided' || status === 'deleted') return null;
  if (status === 'paid') {
    return paidOn ? { kind: 'paid', date: paidOn, shown: plainDate(paidOn, today) } : null;
  }
  if (!dueDate) return null;
  const kind = overdue || status === 'overdue' ? 'late' : 'due';
  return { kind, date: dueDate, shown: nearDate(dueDate, today) };
};

const words = {
  paid: m.invoices_paid_on,
  due: m.invoices_due,
  late: m.invoices_overdue_since,
};

/** `paid Nov 2`, `due in 5 days`, `was due yesterday`. */
export const dueText = ({ kind, shown }: WhenDue): string => words[kind]({ date: shown });
