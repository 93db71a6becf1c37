import { z } from 'zod';
import { healFailing } from '../api/failing-records.ts';
import { mergedForUpdate } from '../api/sparse.ts';
import { invoiceBody } from '../company/invoice-body.ts';
import { deleteInvoice, updateInvoice } from '../company/invoices.ts';
import { bounceMail, markInvoice } from '../company/mark-invoice.ts';
import { invoiceOf } from '../company/references.ts';
import { sendInvoice } from '../company/send-invoice.ts';
import { voidInvoice } from '../company/void-invoice.ts';
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

/** Registers the form actions of the invoice page, which call the functions behind the API. */
export function invoiceActions(action: FormAction): void {
  action('/app/invoice/edit', (realm, sent, switches) => {
    const wish = readBody(editForm, sent);
    const invoice = invoiceOf(realm.company, sent.txnId);
    const change = {
      sparse: true,
      DueDate: wish.dueDate,
      PrivateNote: wish.memo,
      CustomerMemo: wish.message === undefined ? undefined : { value: wish.message },
      BillEmail: wish.email === undefined ? undefined : { Address: wish.email },
      Line: editedLines(invoice, sent),
    };
    const merged = mergedForUpdate(realm.company, invoice, change, invoiceBody);
    const body = readBody(invoiceBody, merged);
    updateInvoice(realm, invoice, body, { allowDuplicateNumber: true });
    healFailing(realm.company, invoice.Id, switches);
    return { to: pageOf(sent), notice: 'Invoice saved.' };
  });
  action('/app/invoice/send', (realm, sent, switches) => {
    const to = String(sent.to ?? '').trim();
    const invoice = invoiceOf(realm.company, sent.txnId);
    sendInvoice(realm, invoice, { ...switches, sendsPerDay: null, to });
    return { to: pageOf(sent), notice: `Invoice sent to ${invoice.BillEmail?.Address}.` };
  });
  action('/app/invoice/viewed', (realm, sent) => {
    markInvoice(realm, invoiceOf(realm.company, sent.txnId), 'Viewed');
    return { to: pageOf(sent), notice: 'Marked as viewed.' };
  });
  action('/app/invoice/bounced', (realm, sent) => {
    bounceMail(realm, invoiceOf(realm.company, sent.txnId), 'Bounced Email');
    return { to: pageOf(sent), notice: 'The e-mail came back.' };
  });
  action('/app/invoice/void', (realm, sent) => {
    voidInvoice(realm, invoiceOf(realm.company, sent.txnId));
    return { to: pageOf(sent), notice: 'Invoice voided.' };
  });
  action('/app/invoice/delete', (realm, sent) => {
    deleteInvoice(realm, invoiceOf(realm.company, sent.txnId), 'unlink');
    return { to: '/app/invoices', notice: 'Invoice deleted.' };
  });
}
