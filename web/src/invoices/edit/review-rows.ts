import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { parseDecimal } from '@dealbill/server/shared/money/money';
import { amount, number, plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { type EditLine, type EditValues, isFixed } from './edit-values.ts';
import { sameLine, sameNumber, sameText } from './same-values.ts';

/** One difference. Null where there was no value before, or is none after. */
export type ReviewRow = {
  /** Identifies the compared field, line or total across comparisons. */
  key: string;
  name: string;
  before: string | null;
  after: string | null;
};

/** What formatting figures, dates and terms of this invoice needs. */
type Writing = Pick<InvoicePage, 'terms' | 'taxCodes' | 'today'> & { currency: string };

export const writingOf = ({ terms, taxCodes, today, invoice }: InvoicePage): Writing => ({
  terms,
  taxCodes,
  today,
  currency: invoice.currency,
});

const dateText = (date: string, { today }: Writing): string | null =>
  date === '' ? null : plainDate(date, today);

const termText = (termId: string, { terms }: Writing): string | null =>
  termId === ''
    ? null
    : (terms.find(({ id }) => id === termId)?.name ?? m.invoices_edit_term_gone());

const taxText = (taxCodeId: string, { taxCodes }: Writing): string =>
  taxCodeId === ''
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
export const lineText = (line: EditLine, writing: Writing): string => {
  const name = line.item?.name ?? line.description;
  if (isFixed(line)) return name || m.invoices_line_other();
  if (line.quantity.trim() === '') return name;
  return m.invoices_edit_line_text({
    name,
    quantity: quantityText(line.quantity),
    price: priceText(line.unitPrice, writing),
  });
};

const changedLine = (was: EditLine, is: EditLine, at: number, writing: Writing): ReviewRow[] => {
  const differs = (part: string, name: string, before: string, after: string): ReviewRow => ({
    key: `${was.id} ${part}`,
    name: m.invoices_edit_line_part({ number: at + 1, field: name }),
    before: before || null,
    after: after || null,
  });
  const rows: ReviewRow[] = [];
  if (was.item?.id !== is.item?.id) {
    const names = [was.item?.name ?? '', is.item?.name ?? ''] as const;
    rows.push(differs('item', m.invoices_edit_item(), ...names));
  }
  if (!sameText(was.description, is.description)) {
    rows.push(
      differs('description', m.invoices_edit_description(), was.description, is.description),
    );
  }
  if (!sameNumber(was.quantity, is.quantity)) {
    const figures = [quantityText(was.quantity), quantityText(is.quantity)] as const;
    rows.push(differs('quantity', m.invoices_edit_quantity(), ...figures));
  }
  if (!sameNumber(was.unitPrice, is.unitPrice)) {
    const figures = [priceText(was.unitPrice, writing), priceText(is.unitPrice, writing)] as const;
    rows.push(differs('price', m.invoices_edit_price(), ...figures));
  }
  if (was.taxCodeId !== is.taxCodeId) {
    const codes = [taxText(was.taxCodeId, writing), taxText(is.taxCodeId, writing)] as const;
    rows.push(differs('tax', m.invoices_edit_tax(), ...codes));
  }
  return rows;
};

const lineRows = (before: EditLine[], after: EditLine[], writing: Writing): ReviewRow[] => {
  const kept = before.flatMap((was, at) => {
    const is = after.find(({ id }) => id === was.id);
    if (is) return sameLine(was, is) ? [] : changedLine(was, is, at, writing);
    const name = m.invoices_edit_line({ number: at + 1 });
    return [{ key: `${was.id}`, name, before: lineText(was, writing), after: null }];
  });
  const added = after
    .filter(({ id }) => id === null || !before.some((was) => was.id === id))
    .map((line, at) => ({
      key: line.id ?? `new ${at}`,
      name: m.invoices_edit_line_new(),
      before: null,
      after: lineText(line, writing),
    }));
  return [...kept, ...added];
};

type Detail = Exclude<keyof EditValues, 'lines'>;

const asTyped = (text: string): string | null => text || null;

const details: [Detail, () => string, (text: string, writing: Writing) => string | null][] = [
  ['dueDate', m.invoices_edit_due_date, dateText],
  ['termId', m.invoices_edit_term, termText],
  ['message', m.invoices_edit_message, asTyped],
  ['memo', m.invoices_edit_memo, asTyped],
  ['email', m.invoices_edit_email, asTyped],
];

/** All differences between two states of an invoice, formatted for display. */
export const reviewRows = (
  before: EditValues,
  after: EditValues,
  writing: Writing,
): ReviewRow[] => [
  ...details
    .filter(([key]) => !sameText(before[key], after[key]))
    .map(([key, name, words]) => ({
      key,
      name: name(),
      before: words(before[key], writing),
      after: words(after[key], writing),
    })),
  ...lineRows(before.lines, after.lines, writing),
];
