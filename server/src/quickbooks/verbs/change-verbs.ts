import * as z from 'zod';
import { invoiceEditBody } from '../bodies/invoice-edit-body.ts';
import type { BooksDoor } from '../books-door.ts';
import { changeAnswer } from '../calls/call.ts';
import { id, same, text } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { InvoiceReader } from './read-invoices.ts';

/** All that is told of what is gone (Intuit: Invoice, delete). */
const gone = z.object({ Invoice: z.object({ Id: id, status: text }) });

const isGone = (answer: unknown, invoiceId: string): boolean => {
  const told = gone.safeParse(answer).data?.Invoice;
  return told?.Id === invoiceId && same(told.status, 'Deleted');
};

/** What is done to an invoice that is there. */
export const changeVerbs = (door: BooksDoor, invoices: InvoiceReader) =>
  ({
    invoiceEditBody,

    async voidInvoice(realm, of, requestId) {
      const told = await door.void(realm, of, requestId);
      return changeAnswer(told, (answer) => invoices.written(realm, answer));
    },

    async deleteInvoice(realm, of, requestId) {
      const told = await door.delete(realm, of, requestId);
      return changeAnswer(told, (answer) => (isGone(answer, of.id) ? null : undefined));
    },

    async sendInvoice(realm, invoiceId, to) {
      const told = await door.send(realm, invoiceId, to);
      return changeAnswer(told, (answer) => invoices.written(realm, answer));
    },

    async updateInvoice(realm, body, requestId) {
      const told = await door.update(realm, 'Invoice', body, requestId);
      return changeAnswer(told, (answer) => invoices.written(realm, answer));
    },
  }) satisfies Partial<QuickbooksGateway>;
