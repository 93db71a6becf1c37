import * as z from 'zod';
import { invoiceBody } from '../bodies/invoice-body.ts';
import { toWriteAnswer } from '../calls/call.ts';
import { instant, maxRows, quoted, where } from '../calls/query.ts';
import { rowsOf, text } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { byCondition, readAroundFaults } from './read-around-faults.ts';
import type { InvoiceReader } from './read-invoices.ts';

const invoiceNumber = z.object({ DocNumber: text });

export const invoiceVerbs = (client: QuickbooksClient, invoices: InvoiceReader) =>
  ({
    invoiceBody,

    invoiceNow: (realm, invoiceId) => invoices.now(realm, invoiceId),

    invoicesById: (realm, invoiceIds) => invoices.byId(realm, invoiceIds),

    invoicesCreatedSince: (realm, customerId, since) =>
      invoices.read(
        realm,
        byCondition(
          where(`CustomerRef = ${quoted(customerId)}`, `MetaData.CreateTime >= ${instant(since)}`),
          '',
          maxRows,
        ),
      ),

    async recentNumbers(realm) {
      const newest = byCondition('', 'orderby MetaData.CreateTime desc ', 100);
      const { responses } = await readAroundFaults(client, realm, newest);
      const rows = responses.flatMap((response) => rowsOf('Invoice', invoiceNumber, response));
      return rows.flatMap(({ DocNumber }) => DocNumber || []);
    },

    invoicePdf: (realm, invoiceId) => client.pdf(realm, invoiceId),

    async createInvoice(realm, body, requestId) {
      const result = await client.create(realm, 'Invoice', body, requestId);
      return toWriteAnswer(result, (response) => invoices.written(realm, response));
    },
  }) satisfies Partial<QuickbooksGateway>;
