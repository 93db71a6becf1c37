import { firstRows, inList, maxRows, quoted } from '../calls/query.ts';
import type { QuickbooksGateway, ReadPayments, Realm } from '../gateway.ts';
import type { QuickbooksInvoice } from '../models.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';
import { maxMethods } from './payment-methods.ts';
import { type InvoiceReader, idSources, joinReads } from './read-invoices.ts';
import type { PaymentReader } from './read-payments.ts';

/** Do not use a batch when fewer payments than this would fit into it. */
const minPayments = 100;

/**
 * Payments that fit into the batch beside these invoices: a response has at most 1,000 objects.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch
 */
const paymentsBeside = (invoiceIds: string[]) => maxRows - maxMethods - new Set(invoiceIds).size;

const paymentQuery = (customerIds: string[], room: number): Query | null => {
  const [firstId, ...otherIds] = new Set(customerIds);
  if (firstId === undefined) return null;
  const customerCondition =
    otherIds.length === 0 ? `= ${quoted(firstId)}` : `in ${inList([firstId, ...otherIds])}`;
  const clauses = `where CustomerRef ${customerCondition} orderby TxnDate desc ${firstRows(room)}`;
  return { entity: 'Payment', clauses };
};

const paymentIdsOf = (invoices: QuickbooksInvoice[]) =>
  invoices.flatMap(({ paymentIds }) => paymentIds);

export const readInvoicesWithPayments = (
  client: QuickbooksClient,
  invoices: InvoiceReader,
  payments: PaymentReader,
) => {
  /** Sends the queries as one batch; returns a lookup of the responses, null for a failed query. */
  const readBatch = async (realm: Realm, queries: (Query | null)[]) => {
    const sent = queries.filter((query) => query !== null);
    const responses = sent.length === 0 ? [] : await client.findTogether(realm, sent);
    return (query: Query | null): unknown => (query ? responses[sent.indexOf(query)] : null);
  };

  return {
    async readInvoicesWithPayments(realm, invoiceIds, customerIds) {
      const room = paymentsBeside(invoiceIds);
      const invoiceQueries = idSources(invoiceIds).map((source) => ({
        source,
        query: source.query(0, source.size),
      }));
      const queries = invoiceQueries.map(({ query }) => query);
      const paymentsQuery = paymentQuery(customerIds, room);
      const methodsQuery = paymentsQuery && payments.methods.query(realm);
      const useBatch = room >= minPayments;
      const responseOf = await readBatch(
        realm,
        useBatch ? [...queries, paymentsQuery, methodsQuery] : [],
      );
      const methods = responseOf(methodsQuery);
      if (methods) await payments.methods.learn(realm, methods);
      // A query that failed in the batch is repeated separately, to get its own error.
      const read = joinReads(
        await Promise.all(
          invoiceQueries.map(({ source, query }) =>
            invoices.read(realm, source, responseOf(query)),
          ),
        ),
      );
      const readPayments = async (found: QuickbooksInvoice[]): Promise<ReadPayments> => {
        const response = responseOf(paymentsQuery);
        if (paymentsQuery && !response) return payments.byId(realm, paymentIdsOf(found));
        const rows = response ? await payments.rows(realm, response) : [];
        return { payments: rows, unreadablePayments: [] };
      };
      return { ...read, ...(await readPayments(read.invoices)) };
    },
  } satisfies Partial<QuickbooksGateway>;
};
