import type { BooksDoor, Query } from './books-door.ts';
import type { BooksInvoice, QuickbooksGateway } from './gateway.ts';
import { among, chunks, firstRows, mostRows, quoted } from './query.ts';
import type { InvoiceReader } from './read-invoices.ts';
import type { PaymentReader } from './read-payments.ts';

/** Fewer payments than this are not worth a place beside so many invoices. */
const leastPayments = 100;

const invoiceQueries = (ids: string[]): Query[] =>
  chunks(ids).map((some) => ({
    entity: 'Invoice',
    clauses: `where Id in ${among(some)} ${firstRows(some.length)}`,
  }));

const paymentQueries = (customerIds: string[], room: number): Query[] => {
  const [one, ...others] = new Set(customerIds);
  if (one === undefined) return [];
  const whose = others.length === 0 ? `= ${quoted(one)}` : `in ${among([one, ...others])}`;
  const clauses = `where CustomerRef ${whose} orderby TxnDate desc ${firstRows(room)}`;
  return [{ entity: 'Payment', clauses }];
};

const paymentIdsOf = (invoices: BooksInvoice[]) => invoices.flatMap(({ paymentIds }) => paymentIds);

export const lookVerb = (door: BooksDoor, invoices: InvoiceReader, payments: PaymentReader) => {
  const inOneCall: BooksDoor['findTogether'] = async (realm, queries) =>
    queries.length === 0 ? [] : door.findTogether(realm, queries);

  return {
    async look(realm, ids, customerIds) {
      const room = mostRows - new Set(ids).size;
      const ofInvoices = invoiceQueries(ids);
      const ofPayments = paymentQueries(customerIds, room);
      // A batch answers 1,000 objects in all (Intuit: Batch); what it does not answer is asked by itself.
      const answers =
        room < leastPayments ? [] : await inOneCall(realm, [...ofInvoices, ...ofPayments]);
      const found = await Promise.all(
        ofInvoices.map(({ clauses }, index) =>
          answers[index] ? invoices.rows(realm, answers[index]) : invoices.find(realm, clauses),
        ),
      );
      const told = { invoices: found.flat(), payments: answers[ofInvoices.length] };
      if (ofPayments.length === 0) return { invoices: told.invoices, payments: [] };
      return {
        invoices: told.invoices,
        payments: told.payments
          ? await payments.rows(realm, told.payments)
          : await payments.byId(realm, paymentIdsOf(told.invoices)),
      };
    },
  } satisfies Partial<QuickbooksGateway>;
};
