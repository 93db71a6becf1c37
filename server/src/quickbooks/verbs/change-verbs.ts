import * as z from 'zod';
import { invoiceEditBody } from '../bodies/invoice-edit-body.ts';
import { toChangeAnswer } from '../calls/call.ts';
import { id, sameEnum, text } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import type { InvoiceReader } from './read-invoices.ts';

/** The response to a delete contains only id and status. */
const deletedInvoice = z.object({ Invoice: z.object({ Id: id, status: text }) });

const isDeleted = (response: unknown, invoiceId: string): boolean => {
  const invoice = deletedInvoice.safeParse(response).data?.Invoice;
  return invoice?.Id === invoiceId && sameEnum(invoice.status, 'Deleted');
};

export const changeVerbs = (client: QuickbooksClient, invoices: InvoiceReader) =>
  ({
    invoiceEditBody,

    async voidInvoice(realm, invoice, requestId) {
      const result = await client.void(realm, invoice, requestId);
      return toChangeAnswer(result, (response) => invoices.written(realm, response));
    },

    async deleteInvoice(realm, invoice, requestId) {
      const result = await client.delete(realm, invoice, requestId);
      return toChangeAnswer(result, (response) =>
        isDeleted(response, invoice.id) ? null : undefined,
      );
    },

    async sendInvoice(realm, invoiceId, to) {
      const result = await client.send(realm, invoiceId, to);
      return toChangeAnswer(result, (response) => invoices.written(realm, response));
    },

    async updateInvoice(realm, body, requestId) {
      const result = await client.update(realm, 'Invoice', body, requestId);
      return toChangeAnswer(result, (response) => invoices.written(realm, response));
    },
  }) satisfies Partial<QuickbooksGateway>;
