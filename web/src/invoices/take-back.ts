import { confirmInHost, type Question, showSnackbar } from '../host/dialogs.ts';
import type { InvoicePlace } from '../host/read-place.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { money } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';
import type { InvoiceRow } from './invoice-actions.tsx';
import { paidOf } from './paid-of.ts';
import { rereadInvoices } from './queries.ts';

const named = ({ number }: InvoiceRow): string => number || m.invoices_without_number();

/** What becomes of money that has already come. */
const creditSentence = (invoice: InvoiceRow): string => {
  const paid = paidOf(invoice);
  if (paid === null) return '';
  return m.invoices_take_back_payment({
    amount: money(paid, invoice.currency),
    customer: invoice.customerName,
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
  okColor: 'primary',
});

const deleteQuestion = (invoice: InvoiceRow): Question => ({
  title: m.invoices_delete_title({ number: named(invoice) }),
  description: [
    m.invoices_delete_text({ total: money(invoice.total, invoice.currency) }),
    creditSentence(invoice),
    m.invoices_no_undo(),
  ]
    .filter(Boolean)
    .join(' '),
  okText: m.invoices_delete_ok(),
  cancelText: m.invoices_keep(),
  okColor: 'negative',
});

/** Asks, acts, and says how it ended; the rows are read again whatever happened. */
const takeBack = async (
  question: Question,
  act: () => Promise<{ invoice: InvoiceRow }>,
  done: string,
): Promise<void> => {
  if (!(await confirmInHost(question))) return;
  try {
    const { invoice } = await act();
    await showSnackbar(invoice.checking ? m.invoices_checking_text() : done);
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    const { title, text } = wordsFor(code, details);
    await showSnackbar(
      details.said ? m.invoices_refused({ title, said: details.said }) : `${title} ${text}`,
    );
  } finally {
    await rereadInvoices();
  }
};

export const voidInvoice = (invoice: InvoiceRow, place: InvoicePlace): Promise<void> =>
  takeBack(
    voidQuestion(invoice),
    () => api.invoices.void({ place, invoiceId: invoice.id }),
    m.invoices_voided({ number: named(invoice) }),
  );

export const deleteInvoice = (invoice: InvoiceRow, place: InvoicePlace): Promise<void> =>
  takeBack(
    deleteQuestion(invoice),
    () => api.invoices.delete({ place, invoiceId: invoice.id }),
    m.invoices_deleted({ number: named(invoice) }),
  );
