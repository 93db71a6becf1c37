import type { InvoicePage } from '@dealbill/server/contract/invoices';
import {
  type InvoiceFieldName,
  type ListFieldName,
  listOf,
} from '@dealbill/server/shared/contract/invoice-fields';
import { parseDecimal } from '@dealbill/server/shared/money/money';
import { type DocumentLine, type InvoiceDocument, isFixed } from '../../editor/document.ts';
import { amount, number, plainDate } from '../../lib/format.ts';
import { invoiceFieldLabel, labelInCompany } from '../../lib/invoice-field-names.ts';
import { m } from '../../messages/compiled/messages.js';
import { type EditFields, fieldsOf } from './edit-document.ts';
import { sameLine, sameNumber, sameText } from './same-lines.ts';

/** One difference. Null where there was no value before, or is none after. */
export type ReviewRow = {
  /** Identifies the compared field, line or total across comparisons. */
  key: string;
  name: string;
  before: string | null;
  after: string | null;
};

/** What formatting figures, dates and terms of this invoice needs. */
type Writing = Pick<InvoicePage, 'terms' | 'taxCodes' | 'today' | 'invoiceFields'> & {
  currency: string;
};

export const writingOf = (page: InvoicePage): Writing => {
  const { terms, taxCodes, today, invoice, invoiceFields } = page;
  return { terms, taxCodes, today, invoiceFields, currency: invoice.currency };
};

const dateText = (date: string, { today }: Writing): string | null =>
  date === '' ? null : plainDate(date, today);

const termText = (termId: string, { terms }: Writing): string | null =>
  termId === '' ? null : (terms.find(({ id }) => id === termId)?.name ?? m.editor_term_gone());

const taxText = (taxCodeId: string | null, { taxCodes }: Writing): string =>
  taxCodeId === null
    ? ''
    : (taxCodes.find(({ id }) => id === taxCodeId)?.name ?? m.invoices_edit_tax_gone());

const quantityText = (typed: string): string => {
  const value = parseDecimal(typed);
  return value ? number(value.toFixed()) : typed;
};

/** A price may have more decimals than its currency. */
const priceText = (typed: string, { currency }: Writing): string => {
  const value = parseDecimal(typed);
  if (!value) return typed;
  return value.eq(value.round(2)) ? amount(value.toFixed(), currency) : number(value.toFixed());
};

/** `Oak desk, 3 × 20.00`. */
export const lineText = (line: DocumentLine, writing: Writing): string => {
  const name = line.item?.name ?? line.description;
  if (isFixed(line)) return name || m.invoices_line_other();
  if (line.quantity.trim() === '') return name;
  return m.invoices_edit_line_text({
    name,
    quantity: quantityText(line.quantity),
    price: priceText(line.unitPrice, writing),
  });
};

const changedLine = (
  was: DocumentLine,
  is: DocumentLine,
  at: number,
  writing: Writing,
): ReviewRow[] => {
  const differs = (part: string, name: string, before: string, after: string): ReviewRow => ({
    key: `${was.key} ${part}`,
    name: m.editor_line_field({ number: at + 1, field: name }),
    before: before || null,
    after: after || null,
  });
  const rows: ReviewRow[] = [];
  if (was.item?.id !== is.item?.id) {
    const names = [was.item?.name ?? '', is.item?.name ?? ''] as const;
    rows.push(differs('item', m.editor_line_item(), ...names));
  }
  if (!sameText(was.description, is.description)) {
    rows.push(differs('description', m.editor_line_description(), was.description, is.description));
  }
  const [dateBefore = '', dateAfter = ''] = [was.serviceDate, is.serviceDate];
  if (dateBefore !== dateAfter) {
    const dates = [
      dateText(dateBefore, writing) ?? '',
      dateText(dateAfter, writing) ?? '',
    ] as const;
    rows.push(differs('service date', m.editor_line_service_date(), ...dates));
  }
  if (!sameNumber(was.quantity, is.quantity)) {
    const figures = [quantityText(was.quantity), quantityText(is.quantity)] as const;
    rows.push(differs('quantity', m.editor_line_quantity(), ...figures));
  }
  if (!sameNumber(was.unitPrice, is.unitPrice)) {
    const figures = [priceText(was.unitPrice, writing), priceText(is.unitPrice, writing)] as const;
    rows.push(differs('price', m.editor_line_price(), ...figures));
  }
  if (was.taxCodeId !== is.taxCodeId) {
    const codes = [taxText(was.taxCodeId, writing), taxText(is.taxCodeId, writing)] as const;
    rows.push(differs('tax', m.editor_line_tax(), ...codes));
  }
  return rows;
};

const lineRows = (before: DocumentLine[], after: DocumentLine[], writing: Writing): ReviewRow[] => {
  const kept = before.flatMap((was, at) => {
    const is = after.find(({ existing }) => existing?.id === was.existing?.id);
    if (is) return sameLine(was, is) ? [] : changedLine(was, is, at, writing);
    const name = m.editor_line_named({ number: at + 1 });
    return [{ key: was.key, name, before: lineText(was, writing), after: null }];
  });
  const added = after
    .filter(({ existing }) => !before.some((was) => was.existing?.id === existing?.id))
    .map((line, at) => ({
      key: line.existing?.id ?? `new ${at}`,
      name: m.invoices_edit_line_new(),
      before: null,
      after: lineText(line, writing),
    }));
  return [...kept, ...added];
};

const asTyped = (text: string): string | null => text || null;

const furtherName = (name: InvoiceFieldName) => (writing: Writing) =>
  invoiceFieldLabel(name, labelInCompany(name, writing.invoiceFields ?? undefined));

/** The name of a class or location; one that is inactive by now has none. */
const entryText =
  (name: ListFieldName) =>
  (id: string, { invoiceFields }: Writing): string | null => {
    if (id === '') return null;
    const entries = invoiceFields ? listOf(name, invoiceFields) : [];
    return entries.find((one) => one.id === id)?.name ?? m.invoices_edit_entry_inactive();
  };

const details: [
  keyof EditFields,
  (writing: Writing) => string,
  (text: string, writing: Writing) => string | null,
][] = [
  ['dueDate', () => m.editor_due_date(), dateText],
  ['termId', () => m.editor_term(), termText],
  ['message', () => m.editor_message(), asTyped],
  ['memo', () => m.editor_memo(), asTyped],
  ['email', () => m.editor_email(), asTyped],
  ['custom1', furtherName('custom1'), asTyped],
  ['custom2', furtherName('custom2'), asTyped],
  ['custom3', furtherName('custom3'), asTyped],
  ['shipDate', furtherName('shipDate'), dateText],
  ['trackingNumber', furtherName('trackingNumber'), asTyped],
  ['shippingMethod', furtherName('shippingMethod'), asTyped],
  ['classId', furtherName('class'), entryText('class')],
  ['locationId', furtherName('location'), entryText('location')],
];

/** All differences between two states of an invoice, formatted for display. */
export const reviewRows = (
  before: InvoiceDocument,
  after: InvoiceDocument,
  writing: Writing,
): ReviewRow[] => {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return [
    ...details
      .filter(([key]) => !sameText(was[key], is[key]))
      .map(([key, name, words]) => ({
        key,
        name: name(writing),
        before: words(was[key], writing),
        after: words(is[key], writing),
      })),
    ...lineRows(before.lines, after.lines, writing),
    ...orderRow(before.lines, after.lines),
  ];
};

/** Lines that stay are in another order. */
const orderRow = (before: DocumentLine[], after: DocumentLine[]): ReviewRow[] => {
  const idsIn = (lines: DocumentLine[], others: DocumentLine[]) =>
    lines
      .map(({ existing }) => existing?.id)
      .filter((id) => id && others.some(({ existing }) => existing?.id === id));
  const [was, is] = [idsIn(before, after), idsIn(after, before)];
  if (was.every((id, at) => id === is[at])) return [];
  const numbers = is.map((id) => before.findIndex(({ existing }) => existing?.id === id) + 1);
  return [
    {
      key: 'order',
      name: m.invoices_edit_order(),
      before: [...numbers].sort((a, b) => a - b).join(', '),
      after: numbers.join(', '),
    },
  ];
};
