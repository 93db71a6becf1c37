import { z } from 'zod';
import { healFailing } from '../api/failing-invoices.ts';
import { mergedForUpdate } from '../api/sparse.ts';
import { invoiceBody } from '../books/invoice-body.ts';
import { deleteInvoice, updateInvoice } from '../books/invoices.ts';
import { bounceMail, markInvoice } from '../books/mark-invoice.ts';
import { invoiceOf } from '../books/references.ts';
import { sendInvoice } from '../books/send-invoice.ts';
import { voidInvoice } from '../books/void-invoice.ts';
import { readBody } from '../wire/body-faults.ts';
import { plainDate } from '../wire/fields.ts';
import { editedLines } from './edited-lines.ts';
import { type FormAction, pageOf } from './form-action.ts';

const editForm = z.looseObject({
  dueDate: plainDate,
  memo: z.string().default(''),
  message: z.string().optional(),
  email: z.string().optional(),
});

/** What the forms on an invoice's page do, through the same functions as the API. */
export function invoiceActions(action: FormAction): void {
  action('/app/invoice/edit', (books, sent, switches) => {
    const wish = readBody(editForm, sent);
    const invoice = invoiceOf(books.company, sent.txnId);
    const change = {
      sparse: true,
      DueDate: wish.dueDate,
      PrivateNote: wish.memo,
      CustomerMemo: wish.message === undefined ? undefined : { value: wish.message },
      BillEmail: wish.email === undefined ? undefined : { Address: wish.email },
      Line: editedLines(invoice, sent),
    };
    const merged = mergedForUpdate(books.company, invoice, change, invoiceBody);
    const body = readBody(invoiceBody, merged);
    updateInvoice(books, invoice, body, { allowDuplicateNumber: true });
    healFailing(books.company, invoice.Id, switches);
    return { to: pageOf(sent), notice: 'Invoice saved.' };
  });
  action('/app/invoice/send', (books, sent, switches) => {
    const to = String(sent.to ?? '').trim();
    const invoice = invoiceOf(books.company, sent.txnId);
    sendInvoice(books, invoice, { ...switches, sendsPerDay: null, to });
    return { to: pageOf(sent), notice: `Invoice sent to ${invoice.BillEmail?.Address}.` };
  });
  action('/app/invoice/viewed', (books, sent) => {
    markInvoice(books, invoiceOf(books.company, sent.txnId), 'Viewed');
    return { to: pageOf(sent), notice: 'Marked as viewed.' };
  });
  action('/app/invoice/bounced', (books, sent) => {
    bounceMail(books, invoiceOf(books.company, sent.txnId), 'Bounced Email');
    return { to: pageOf(sent), notice: 'The e-mail came back.' };
  });
  action('/app/invoice/void', (books, sent) => {
    voidInvoice(books, invoiceOf(books.company, sent.txnId));
    return { to: pageOf(sent), notice: 'Invoice voided.' };
  });
  action('/app/invoice/delete', (books, sent) => {
    deleteInvoice(books, invoiceOf(books.company, sent.txnId), 'unlink');
    return { to: '/app/invoices', notice: 'Invoice deleted.' };
  });
}
