import { customerBody } from '../books/customer-body.ts';
import { createCustomer, updateCustomer } from '../books/customers.ts';
import { estimateBody } from '../books/estimate-body.ts';
import { createEstimate, deleteEstimate, updateEstimate } from '../books/estimates.ts';
import { invoiceBody } from '../books/invoice-body.ts';
import { createInvoice, deleteInvoice, updateInvoice } from '../books/invoices.ts';
import { itemBody } from '../books/item-body.ts';
import { createItem, updateItem } from '../books/items.ts';
import { forChange } from '../books/references.ts';
import { termBody } from '../books/term-body.ts';
import { createTerm } from '../books/terms.ts';
import { voidInvoice } from '../books/void-invoice.ts';
import { readBody } from '../wire/body-faults.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { customerView } from './customer-view.ts';
import { withInvoiceLink } from './invoice-link.ts';
import { creditMemoWrites, paymentWrites } from './payment-writes.ts';
import { mergedForUpdate } from './sparse.ts';
import { deletedStub, identity, included, type Write, type Writes } from './writes.ts';

/** What can be written through the API, by the path's entity name. */
const writers: Record<string, Writes> = {
  invoice: {
    create: (call) => ({
      Invoice: withInvoiceLink(
        call,
        createInvoice(call.books, readBody(invoiceBody, call.body), optionsOf(call)),
      ),
    }),
    update: (call) => {
      const { books, body, switches } = call;
      const known = forChange(books.company.invoices, identity.parse(body));
      if (switches.clearing === 'refuse') refuseClearing(body);
      const merged = mergedForUpdate(books.company, known, body, invoiceBody, switches);
      const keepsTax = merged.TxnTaxDetail === known.TxnTaxDetail;
      const options = { ...optionsOf(call), keepsTax };
      const updated = updateInvoice(books, known, readBody(invoiceBody, merged), options);
      return { Invoice: withInvoiceLink(call, updated) };
    },
    void: ({ books, body }) => ({
      Invoice: voidInvoice(books, forChange(books.company.invoices, identity.parse(body))),
    }),
    delete: ({ books, body, switches }) => {
      const invoice = forChange(books.company.invoices, identity.parse(body));
      deleteInvoice(books, invoice, switches.deletePaidInvoice);
      return { Invoice: deletedStub(invoice.Id) };
    },
  },
  customer: {
    create: ({ books, body }) => ({
      Customer: customerView(createCustomer(books, readBody(customerBody, body))),
    }),
    update: ({ books, body }) => {
      const known = forChange(books.company.customers, identity.parse(body));
      const sent = readBody(
        customerBody,
        mergedForUpdate(books.company, known, body, customerBody),
      );
      return { Customer: customerView(updateCustomer(books, known, sent)) };
    },
  },
  item: {
    create: ({ books, body }) => ({ Item: createItem(books, readBody(itemBody, body)) }),
    update: ({ books, body }) => {
      const known = forChange(books.company.items, identity.parse(body));
      const sent = readBody(itemBody, mergedForUpdate(books.company, known, body, itemBody));
      return { Item: updateItem(books, known, sent) };
    },
  },
  /** Intuit documents no void of an estimate. */
  estimate: {
    create: (call) => ({
      Estimate: createEstimate(call.books, readBody(estimateBody, call.body), optionsOf(call)),
    }),
    update: (call) => {
      const { books, body, switches } = call;
      const known = forChange(books.company.estimates, identity.parse(body));
      const merged = mergedForUpdate(books.company, known, body, estimateBody, switches);
      const keepsTax = merged.TxnTaxDetail === known.TxnTaxDetail;
      const options = { ...optionsOf(call), keepsTax };
      return { Estimate: updateEstimate(books, known, readBody(estimateBody, merged), options) };
    },
    delete: ({ books, body, switches }) => {
      const estimate = forChange(books.company.estimates, identity.parse(body));
      deleteEstimate(books, estimate, switches.deleteInvoicedEstimate);
      return { Estimate: deletedStub(estimate.Id) };
    },
  },
  term: {
    create: ({ books, body }) => ({ Term: createTerm(books, readBody(termBody, body)) }),
  },
  payment: paymentWrites,
  creditmemo: creditMemoWrites,
};

/** The write that a path, `operation` and body ask for; 500 "Unsupported" when there is none. */
export function writeFor(entity: string, call: Call): Write {
  const operation =
    call.query.operation ?? (identity.safeParse(call.body).data?.Id ? 'update' : 'create');
  const writes = writers[entity];
  const write =
    operation === 'create' ||
    operation === 'update' ||
    operation === 'void' ||
    operation === 'delete'
      ? writes?.[operation]
      : undefined;
  if (write) return write;
  throw refusal(
    '500',
    `Unsupported Operation : Operation ${operation} ${entity} is not supported.`,
  );
}

/** What nobody has recorded: whether these can be emptied by a sparse update. */
function refuseClearing(body: unknown): void {
  const { SalesTermRef, BillEmailCc } = body as {
    SalesTermRef?: unknown;
    BillEmailCc?: { Address?: string };
  };
  if (BillEmailCc?.Address === '')
    throw refusal('2210', 'Email Address does not conform to RFC 822.', 'BillEmailCc');
  if (SalesTermRef === null)
    throw refusal('2020', 'Required parameter SalesTermRef is missing', 'SalesTermRef');
}

function optionsOf({ query, switches }: Call) {
  return {
    allowDuplicateNumber: included(query, 'allowduplicatedocnum'),
    rateWithoutOne: switches.rateWithoutOne,
  };
}
