import * as z from 'zod';
import { invoiceBody } from '../bodies/invoice-body.ts';
import type { BooksDoor } from '../books-door.ts';
import { writeAnswer } from '../calls/call.ts';
import { firstRows, instant, quoted, where } from '../calls/query.ts';
import { rowsOf, text } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { InvoiceReader } from './read-invoices.ts';

const numbered = z.object({ DocNumber: text });

export const invoiceVerbs = (door: BooksDoor, invoices: InvoiceReader) =>
  ({
    invoiceBody,

    invoiceNow: (realm, id) => invoices.now(realm, id),

    invoicesById: (realm, ids) => invoices.byId(realm, ids),

    invoicesCreatedSince: (realm, customerId, since) =>
      invoices.find(
        realm,
        where(`CustomerRef = ${quoted(customerId)}`, `MetaData.CreateTime >= ${instant(since)}`) +
          firstRows(),
      ),

    async recentNumbers(realm) {
      const clauses = `orderby MetaData.CreateTime desc ${firstRows(100)}`;
      const found = await door.find(realm, { entity: 'Invoice', clauses });
      const rows = rowsOf('Invoice', numbered, found);
      return rows.flatMap(({ DocNumber }) => DocNumber || []);
    },

    invoicePdf: (realm, invoiceId) => door.pdf(realm, invoiceId),

    async createInvoice(realm, body, requestId) {
      const told = await door.create(realm, 'Invoice', body, requestId);
      return writeAnswer(told, (answer) => invoices.written(realm, answer));
    },
  }) satisfies Partial<QuickbooksGateway>;
