import * as z from 'zod';
import { invoiceEditBody } from '../bodies/invoice-edit-body.ts';
import { changeAnswer } from '../calls/call.ts';
import { id, same, text } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import type { InvoiceReader } from './read-invoices.ts';

/** All that is told of what is gone (Intuit: Invoice, delete). */
const gone = z.object({ Invoice: z.object({ Id: id, status: text }) });

const isGone = (answer: unknown, invoiceId: string): boolean => {
  const told = gone.safeParse(answer).data?.Invoice;
  return told?.Id === invoiceId && same(told.status, 'Deleted');
};

/** What is done to an invoice that is there. */
export const changeVerbs = (client: QuickbooksClient, invoices: InvoiceReader) =>
  ({
    invoiceEditBody,

    async voidInvoice(realm, of, requestId) {
      const result = await client.void(realm, of, requestId);
      return changeAnswer(result, (answer) => invoices.written(realm, answer));
    },

    async deleteInvoice(realm, of, requestId) {
      const result = await client.delete(realm, of, requestId);
      return changeAnswer(result, (answer) => (isGone(answer, of.id) ? null : undefined));
    },

    async sendInvoice(realm, invoiceId, to) {
      const result = await client.send(realm, invoiceId, to);
      return changeAnswer(result, (answer) => invoices.written(realm, answer));
    },

    async updateInvoice(realm, body, requestId) {
      const result = await client.update(realm, 'Invoice', body, requestId);
      return changeAnswer(result, (answer) => invoices.written(realm, answer));
    },
  }) satisfies Partial<QuickbooksGateway>;
