import { customerBody } from '../company/customer-body.ts';
import { createCustomer, updateCustomer } from '../company/customers.ts';
import { estimateBody } from '../company/estimate-body.ts';
import { createEstimate, deleteEstimate, updateEstimate } from '../company/estimates.ts';
import { invoiceBody } from '../company/invoice-body.ts';
import { createInvoice, deleteInvoice, updateInvoice } from '../company/invoices.ts';
import { itemBody } from '../company/item-body.ts';
import { createItem, updateItem } from '../company/items.ts';
import { forChange } from '../company/references.ts';
import { termBody } from '../company/term-body.ts';
import { createTerm } from '../company/terms.ts';
import { voidInvoice } from '../company/void-invoice.ts';
import { readBody } from '../wire/body-faults.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { customerView } from './customer-view.ts';
import { withInvoiceLink } from './invoice-link.ts';
import { creditMemoWrites, paymentWrites } from './payment-writes.ts';
import { mergedForUpdate } from './sparse.ts';
import { deletedStub, identity, included, type Write, type Writes } from './writes.ts';

/** Writable entities, by the entity name in the path. */
const writers: Record<string, Writes> = {
  invoice: {
    create: (call) => ({
      Invoice: withInvoiceLink(
        call,
        createInvoice(call.realm, readBody(invoiceBody, call.body), optionsOf(call)),
      ),
    }),
    update: (call) => {
      const { realm, body, switches } = call;
      const known = forChange(realm.company.invoices, identity.parse(body));
      if (switches.clearing === 'refuse') refuseClearing(body);
      const merged = mergedForUpdate(realm.company, known, body, invoiceBody, switches);
      const keepsTax = merged.TxnTaxDetail === known.TxnTaxDetail;
      const options = { ...optionsOf(call), keepsTax };
      const updated = updateInvoice(realm, known, readBody(invoiceBody, merged), options);
      return { Invoice: withInvoiceLink(call, updated) };
    },
    void: ({ realm, body }) => ({
      Invoice: voidInvoice(realm, forChange(realm.company.invoices, identity.parse(body))),
    }),
    delete: ({ realm, body, switches }) => {
      const invoice = forChange(realm.company.invoices, identity.parse(body));
      deleteInvoice(realm, invoice, switches.deletePaidInvoice);
      return { Invoice: deletedStub(invoice.Id) };
    },
  },
  customer: {
    create: ({ realm, body }) => ({
      Customer: customerView(createCustomer(realm, readBody(customerBody, body))),
    }),
    update: ({ realm, body }) => {
      const known = forChange(realm.company.customers, identity.parse(body));
      const sent = readBody(
        customerBody,
        mergedForUpdate(realm.company, known, body, customerBody),
      );
      return { Customer: customerView(updateCustomer(realm, known, sent)) };
    },
  },
  item: {
    create: ({ realm, body }) => ({ Item: createItem(realm, readBody(itemBody, body)) }),
    update: ({ realm, body }) => {
      const known = forChange(realm.company.items, identity.parse(body));
      const sent = readBody(itemBody, mergedForUpdate(realm.company, known, body, itemBody));
      return { Item: updateItem(realm, known, sent) };
    },
  },
  /** Intuit documents no void operation for estimates. */
  estimate: {
    create: (call) => ({
      Estimate: createEstimate(call.realm, readBody(estimateBody, call.body), optionsOf(call)),
    }),
    update: (call) => {
      const { realm, body, switches } = call;
      const known = forChange(realm.company.estimates, identity.parse(body));
      const merged = mergedForUpdate(realm.company, known, body, estimateBody, switches);
      const keepsTax = merged.TxnTaxDetail === known.TxnTaxDetail;
      const options = { ...optionsOf(call), keepsTax };
      return { Estimate: updateEstimate(realm, known, readBody(estimateBody, merged), options) };
    },
    delete: ({ realm, body, switches }) => {
      const estimate = forChange(realm.company.estimates, identity.parse(body));
      deleteEstimate(realm, estimate, switches.deleteInvoicedEstimate);
      return { Estimate: deletedStub(estimate.Id) };
    },
  },
  term: {
    create: ({ realm, body }) => ({ Term: createTerm(realm, readBody(termBody, body)) }),
  },
  payment: paymentWrites,
  creditmemo: creditMemoWrites,
};

/** Selects the write by path, `operation` and body; 500 "Unsupported" when there is none. */
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

const clearedByNull = [
  'SalesTermRef',
  'ShipDate',
  'TrackingNum',
  'ShipMethodRef',
  'ClassRef',
  'DepartmentRef',
];

/** No recording shows whether a sparse update can clear these. */
function refuseClearing(body: unknown): void {
  const copies = body as Record<'BillEmailCc' | 'BillEmailBcc', { Address?: string } | undefined>;
  for (const name of ['BillEmailCc', 'BillEmailBcc'] as const)
    if (copies[name]?.Address === '')
      throw refusal('2210', 'Email Address does not conform to RFC 822.', name);
  for (const name of clearedByNull)
    if ((body as Record<string, unknown>)[name] === null)
      throw refusal('2020', `Required parameter ${name} is missing`, name);
}

function optionsOf({ query, switches }: Call) {
  return {
    allowDuplicateNumber: included(query, 'allowduplicatedocnum'),
    rateWithoutOne: switches.rateWithoutOne,
  };
}
