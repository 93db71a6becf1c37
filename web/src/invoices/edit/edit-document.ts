import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { ListChoice } from '@dealbill/server/shared/contract/draft-content';
import {
  storedText,
  type TextFieldName,
  textFieldNames,
} from '@dealbill/server/shared/contract/invoice-fields';
import { decimals, parseDecimal } from '@dealbill/server/shared/money/money';
import type { DocumentLine, EditorCompany, InvoiceDocument } from '../../editor/document.ts';

type PageLine = InvoicePage['lines'][number];

/** The fields of an edit beside its lines, as the server names them; empty for no value. */
export type EditFields = Record<TextFieldName, string> & {
  dueDate: string;
  termId: string;
  message: string;
  memo: string;
  email: string;
  classId: string;
  locationId: string;
};

/** Where these fields are in the document. */
const paths: Record<keyof EditFields, string> = {
  dueDate: 'details.dueDate',
  termId: 'details.term',
  message: 'details.message',
  memo: 'details.memo',
  email: 'customer.email',
  custom1: 'fields.custom1',
  custom2: 'fields.custom2',
  custom3: 'fields.custom3',
  shipDate: 'fields.shipDate',
  trackingNumber: 'fields.trackingNumber',
  shippingMethod: 'fields.shippingMethod',
  classId: 'fields.class',
  locationId: 'fields.location',
};

/** Path in the document of a field that checks and the server name by its path in the changes. */
export const pathInDocument = (path: string): string => {
  const field = path.replace(/^changes\./, '');
  return Object.hasOwn(paths, field) ? paths[field as keyof EditFields] : field;
};

/** Names of all these fields. */
export const editFields = Object.keys(paths) as (keyof EditFields)[];

export const fieldsOf = ({ customer, details, fields }: InvoiceDocument): EditFields => ({
  dueDate: details.dueDate,
  termId: details.term.kind === 'quickbooks' ? details.term.id : '',
  message: details.message,
  memo: details.memo,
  email: customer.email,
  custom1: fields?.custom1 ?? '',
  custom2: fields?.custom2 ?? '',
  custom3: fields?.custom3 ?? '',
  shipDate: fields?.shipDate ?? '',
  trackingNumber: fields?.trackingNumber ?? '',
  shippingMethod: fields?.shippingMethod ?? '',
  classId: fields?.class?.id ?? '',
  locationId: fields?.location?.id ?? '',
});

export const withFields = (
  document: InvoiceDocument,
  changed: Partial<EditFields>,
): InvoiceDocument => {
  const { email, termId, dueDate, message, memo, classId, locationId, ...texts } = {
    ...fieldsOf(document),
    ...changed,
  };
  const { fields } = document;
  return {
    ...document,
    customer: { ...document.customer, email },
    details: { ...document.details, dueDate, message, memo, term: termOf(termId) },
    fields: {
      ...texts,
      class: choiceOf(classId, fields?.class),
      location: choiceOf(locationId, fields?.location),
    },
  };
};

/** Of an entry that the document does not have, only the id is known; fields show its name. */
const choiceOf = (id: string, now: ListChoice | undefined): ListChoice | undefined => {
  if (id === '') return undefined;
  return id === now?.id ? now : { id, name: id };
};

const termOf = (id: string): InvoiceDocument['details']['term'] =>
  id === '' ? { kind: 'none' } : { kind: 'quickbooks', id };

/** `118.5` as `118.50`. */
const price = (decimal: string | null): string => {
  const value = decimal === null ? null : parseDecimal(decimal);
  return value ? value.toFixed(Math.max(2, decimals(value))) : '';
};

/** Key of a line: its QuickBooks id, or its index where the response has no id. */
export const keyOf = (line: Pick<PageLine, 'id'>, index: number): string => line.id ?? `#${index}`;

/** A bundle is labelled by its name. */
const descriptionOf = ({ kind, description, itemName }: PageLine): string =>
  description || (kind === 'bundle' || kind === 'other' ? (itemName ?? '') : '');

const lineOf = (line: PageLine, index: number): DocumentLine => ({
  key: keyOf(line, index),
  ...(line.serviceDate !== null && { serviceDate: line.serviceDate }),
  productId: null,
  item:
    line.itemId === null
      ? null
      : { id: line.itemId, name: line.itemName ?? line.description, taxable: null },
  description: descriptionOf(line),
  quantity: line.quantity ?? '',
  unitPrice: price(line.unitPrice),
  discount: { kind: 'none' },
  taxCodeId: line.taxCodeId,
  existing: {
    id: keyOf(line, index),
    kind: line.kind,
    amount: line.amount,
    taxCodeId: line.taxCodeId,
  },
});

const discountOf = ({ discount, discountPercent }: InvoicePage): InvoiceDocument['discount'] => {
  if (discountPercent !== null) return { kind: 'percent', value: discountPercent };
  return Number(discount) > 0 ? { kind: 'amount', value: discount } : { kind: 'none' };
};

const documents = new WeakMap<InvoicePage, InvoiceDocument>();

/**
 * The invoice as a document that nobody has changed; the same object for the same page, because
 * every comparison starts from it.
 */
export const documentOf = (page: InvoicePage): InvoiceDocument => {
  const known = documents.get(page);
  if (known) return known;
  const { invoice } = page;
  const { customerId: id, customerName: name, currency } = invoice;
  const document: InvoiceDocument = {
    customer: {
      choice: { kind: 'existing', id, name, currency },
      to: name,
      address: '',
      email: page.email,
      taxId: '',
    },
    details: {
      issueDate: invoice.issueDate,
      term: termOf(page.termId ?? ''),
      dueDate: invoice.dueDate ?? '',
      currency,
      number: invoice.number,
      taxMode: 'excluded',
      salesTaxCodeId: null,
      message: page.message,
      memo: page.memo,
    },
    fields: {
      ...Object.fromEntries(
        textFieldNames.map((name) => [name, storedText(page.fields ?? undefined, name)]),
      ),
      class: page.fields?.class ?? undefined,
      location: page.fields?.location ?? undefined,
    },
    lines: page.lines.map(lineOf),
    discount: discountOf(page),
  };
  documents.set(page, document);
  return document;
};

/** What the company offers for the lines of the invoice. */
export const companyOf = (page: InvoicePage): EditorCompany => ({
  terms: page.terms,
  defaultTermId: page.defaultTermId,
  taxCodes: page.taxCodes,
  taxRegime: page.taxCodes.length > 0 ? 'per_line' : 'off',
  discounts: false,
  invoiceFields: page.invoiceFields ?? undefined,
  serviceDates: page.serviceDates,
  homeCurrency: page.homeCurrency,
});
