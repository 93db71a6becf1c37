import { createCustomerKind } from './customers/operations/create-customer.ts';
import { updateCustomerKind } from './customers/operations/update-customer.ts';
import { createInvoiceKind } from './drafts/operations/create-invoice.ts';
import { draftCustomerKind } from './drafts/operations/draft-customer.ts';
import { deleteInvoice } from './invoices/operations/delete-invoice.ts';
import { editInvoice } from './invoices/operations/edit-invoice.ts';
import { changeKind } from './invoices/operations/invoice-change.ts';
import { sendInvoice } from './invoices/operations/send-invoice.ts';
import { voidInvoice } from './invoices/operations/void-invoice.ts';
import { dealNoteKind } from './notes/deal-note.ts';
import type { Kinds } from './operations/kinds.ts';

/** Every kind of operation; one that is missing does not compile. */
export const operationKinds: Kinds = {
  create_invoice: createInvoiceKind,
  draft_customer: draftCustomerKind,
  create_customer: createCustomerKind,
  update_customer: updateCustomerKind,
  void_invoice: changeKind(voidInvoice),
  delete_invoice: changeKind(deleteInvoice),
  send_invoice: changeKind(sendInvoice),
  edit_invoice: changeKind(editInvoice),
  deal_note: dealNoteKind,
};
