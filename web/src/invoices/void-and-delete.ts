import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { confirmInHost, type Question, showSnackbar } from '../host/dialogs.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { beforeStop, money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { paidOf } from './paid-of.ts';
import { type VoidOrDelete, withPendingAction } from './pending-actions.ts';
import { rereadInvoices } from './queries.ts';

const named = ({ number }: InvoiceRow): string => number || m.invoices_without_number();

/** States what happens to payments already received. */
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
    // A voided invoice already counts 0 on the deal.
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

/** Asks, runs the action as pending until the rows are reloaded, and reports the outcome. */
const takeBack = async (
  invoice: InvoiceRow,
  { act, question, call, done }: TakeBack,
): Promise<void> => {
  if (!(await confirmInHost(question))) return;
  await withPendingAction(invoice.id, act, async () => {
    const words = await outcomeOf(call, done);
    // The rows show the outcome even if Pipedrive shows no message.
    void showSnackbar(words);
    await rereadInvoices();
  });
};

type TakeBack = {
  act: VoidOrDelete;
  question: Question;
  call: () => Promise<{ invoice: InvoiceRow }>;
  /** Message after success. */
  done: string;
};

const outcomeOf = async (call: TakeBack['call'], done: string): Promise<string> => {
  try {
    const { invoice } = await call();
    return invoice.checking ? m.invoices_checking_text() : done;
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    const { title, text } = messagesFor(code, details);
    return m.invoices_refused({ title, message: details.said ?? text });
  }
};

export const voidInvoice = (invoice: InvoiceRow, context: InvoiceContext): Promise<void> =>
  takeBack(invoice, {
    act: 'void',
    question: voidQuestion(invoice),
    call: () => api.invoices.void({ context, invoiceId: invoice.id }),
    done: m.invoices_voided({ number: named(invoice) }),
  });

export const deleteInvoice = (invoice: InvoiceRow, context: InvoiceContext): Promise<void> =>
  takeBack(invoice, {
    act: 'delete',
    question: deleteQuestion(invoice),
    call: () => api.invoices.delete({ context, invoiceId: invoice.id }),
    done: m.invoices_deleted({ number: named(invoice) }),
  });
