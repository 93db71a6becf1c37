import * as z from 'zod';
import { invoiceBody } from '../bodies/invoice-body.ts';
import type { BooksDoor } from '../books-door.ts';
import { writeAnswer } from '../calls/call.ts';
import { instant, mostRows, quoted, where } from '../calls/query.ts';
import { rowsOf, text } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import { byCondition, readAround } from './read-around.ts';
import type { InvoiceReader } from './read-invoices.ts';

const numbered = z.object({ DocNumber: text });

export const invoiceVerbs = (door: BooksDoor, invoices: InvoiceReader) =>
  ({
    invoiceBody,

    invoiceNow: (realm, id) => invoices.now(realm, id),

    invoicesById: (realm, ids) => invoices.byId(realm, ids),

    invoicesCreatedSince: (realm, customerId, since) =>
      invoices.read(
        realm,
        byCondition(
          where(`CustomerRef = ${quoted(customerId)}`, `MetaData.CreateTime >= ${instant(since)}`),
          '',
          mostRows,
        ),
      ),

    async recentNumbers(realm) {
      const newest = byCondition('', 'orderby MetaData.CreateTime desc ', 100);
      const { answers } = await readAround(door, realm, newest);
      const rows = answers.flatMap((answer) => rowsOf('Invoice', numbered, answer));
      return rows.flatMap(({ DocNumber }) => DocNumber || []);
    },

    invoicePdf: (realm, invoiceId) => door.pdf(realm, invoiceId),

    async createInvoice(realm, body, requestId) {
      const told = await door.create(realm, 'Invoice', body, requestId);
      return writeAnswer(told, (answer) => invoices.written(realm, answer));
    },
  }) satisfies Partial<QuickbooksGateway>;
