import { confirmInHost, type Question, showSnackbar } from '../host/dialogs.ts';
import type { InvoicePlace } from '../host/read-place.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { beforeStop, money } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';
import type { InvoiceRow } from './invoice-actions.tsx';
import { paidOf } from './paid-of.ts';
import { rereadInvoices } from './queries.ts';
import { type TakingBack, whileShown } from './under-way.ts';

const named = ({ number }: InvoiceRow): string => number || m.invoices_without_number();

/** What becomes of money that has already come. */
const creditSentence = (invoice: InvoiceRow): string => {
  const paid = paidOf(invoice);
  if (paid === null) return '';
  return m.invoices_take_back_payment({
    amount: money(paid, invoice.currency),
    customer: beforeStop(invoice.customerName),
  });
};

const voidQuestion = (invoice: InvoiceRow): Question => ({
  title: m.invoices_void_title({ number: named(invoice) }),
  description: [
    m.invoices_void_text({ total: money(invoice.total, invoice.currency) }),
    creditSentence(invoice),
    m.invoices_no_undo(),
  ]
    .filter(Boolean)
    .join(' '),
  okText: m.invoices_void_ok(),
  cancelText: m.invoices_keep(),
  okColor: 'negative',
});

const deleteQuestion = (invoice: InvoiceRow): Question => ({
  title: m.invoices_delete_title({ number: named(invoice) }),
  description: [
    // A voided one counts for nothing on the deal already.
    invoice.status === 'voided'
      ? m.invoices_delete_voided_text()
      : m.invoices_delete_text({ total: money(invoice.total, invoice.currency) }),
    creditSentence(invoice),
    m.invoices_no_undo(),
  ]
    .filter(Boolean)
    .join(' '),
  okText: m.invoices_delete_ok(),
  cancelText: m.invoices_keep(),
  okColor: 'negative',
});

/** Asks; then acts, shown at the invoice until its rows are read again, and says how it ended. */
const takeBack = async (
  invoice: InvoiceRow,
  { act, question, call, done }: TakeBack,
): Promise<void> => {
  if (!(await confirmInHost(question))) return;
  await whileShown(invoice.id, act, async () => {
    const words = await outcomeOf(call, done);
    // Whether Pipedrive shows it or not, the rows tell.
    void showSnackbar(words);
    await rereadInvoices();
  });
};

type TakeBack = {
  act: TakingBack;
  question: Question;
  call: () => Promise<{ invoice: InvoiceRow }>;
  /** Said when it is done. */
  done: string;
};

const outcomeOf = async (call: TakeBack['call'], done: string): Promise<string> => {
  try {
    const { invoice } = await call();
    return invoice.checking ? m.invoices_checking_text() : done;
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    const { title, text } = wordsFor(code, details);
    return m.invoices_refused({ title, message: details.said ?? text });
  }
};

export const voidInvoice = (invoice: InvoiceRow, place: InvoicePlace): Promise<void> =>
  takeBack(invoice, {
    act: 'void',
    question: voidQuestion(invoice),
    call: () => api.invoices.void({ place, invoiceId: invoice.id }),
    done: m.invoices_voided({ number: named(invoice) }),
  });

export const deleteInvoice = (invoice: InvoiceRow, place: InvoicePlace): Promise<void> =>
  takeBack(invoice, {
    act: 'delete',
    question: deleteQuestion(invoice),
    call: () => api.invoices.delete({ place, invoiceId: invoice.id }),
    done: m.invoices_deleted({ number: named(invoice) }),
  });
