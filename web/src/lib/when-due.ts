import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { m } from '../messages/compiled/messages.js';
import { nearDate, plainDate } from './format.ts';

/** The date that matters most about what is owed. */
export type WhenDue = {
  kind: 'paid' | 'due' | 'late';
  date: string;
  /** As people write it; of what is done the plain date. */
  shown: string;
};

type Dated = Pick<InvoiceRow, 'status' | 'overdue' | 'dueDate' | 'paidOn'>;

/** When it was paid, else when it is or was due; null where that is unknown, or nothing is owed any more. */
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
