import { among, firstRows, mostRows, quoted } from '../calls/query.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../models.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';
import { mostMethods } from './payment-methods.ts';
import { type InvoiceReader, idSources, joined } from './read-invoices.ts';
import type { PaymentReader } from './read-payments.ts';

/** Fewer payments than this are not worth a place beside so many invoices. */
const leastPayments = 100;

/** A batch answers 1,000 objects in all (Intuit: Batch). */
const leftBeside = (ids: string[]) => mostRows - mostMethods - new Set(ids).size;

const paymentQuery = (customerIds: string[], room: number): Query | null => {
  const [one, ...others] = new Set(customerIds);
  if (one === undefined) return null;
  const whose = others.length === 0 ? `= ${quoted(one)}` : `in ${among([one, ...others])}`;
  const clauses = `where CustomerRef ${whose} orderby TxnDate desc ${firstRows(room)}`;
  return { entity: 'Payment', clauses };
};

const paymentIdsOf = (invoices: QuickbooksInvoice[]) =>
  invoices.flatMap(({ paymentIds }) => paymentIds);

export const readInvoicesWithPayments = (
  client: QuickbooksClient,
  invoices: InvoiceReader,
  payments: PaymentReader,
) => {
  /** What each of these was answered; nothing for those that QuickBooks refused, or did not get. */
  const askTogether = async (realm: Realm, queries: (Query | null)[]) => {
    const asked = queries.filter((query) => query !== null);
    const answers = asked.length === 0 ? [] : await client.findTogether(realm, asked);
    return (query: Query | null): unknown => (query ? answers[asked.indexOf(query)] : null);
  };

  return {
    async readInvoicesWithPayments(realm, ids, customerIds) {
      const room = leftBeside(ids);
      const ofInvoices = idSources(ids).map((source) => ({
        source,
        query: source.query(0, source.size),
      }));
      const queries = ofInvoices.map(({ query }) => query);
      const ofPayments = paymentQuery(customerIds, room);
      const ofMethods = ofPayments && payments.methods.query(realm);
      const fits = room >= leastPayments;
      const told = await askTogether(realm, fits ? [...queries, ofPayments, ofMethods] : []);
      const methods = told(ofMethods);
      if (methods) await payments.methods.learn(realm, methods);
      // What was not told together is asked by itself: then its own error tells.
      const read = joined(
        await Promise.all(
          ofInvoices.map(({ source, query }) => invoices.read(realm, source, told(query))),
        ),
      );
      const paid = async (of: QuickbooksInvoice[]): Promise<QuickbooksPayment[]> => {
        if (!ofPayments) return [];
        const answer = told(ofPayments);
        return answer ? payments.rows(realm, answer) : payments.byId(realm, paymentIdsOf(of));
      };
      return { ...read, payments: await paid(read.invoices) };
    },
  } satisfies Partial<QuickbooksGateway>;
};
