import type { InvoiceChanges } from '../contract/invoice-changes.ts';
import {
  fieldTrouble,
  type InvoiceFieldName,
  type InvoiceFieldSettings,
  listFieldNames,
  listOf,
  type StoredFields,
  textFieldNames,
} from '../contract/invoice-fields.ts';
import { dateProblem } from '../dates/due-date.ts';
import { priceDecimals } from '../money/line-amounts.ts';
import { cents, parseDecimal, sum } from '../money/money.ts';
import { checkFieldText } from './check-fields.ts';
import { jsonBytes } from './check-storable.ts';
import { draftLimits } from './draft-limits.ts';
import { emailErrors } from './email-list.ts';
import { type FieldErrors, number, unsendable, wrong } from './field-problems.ts';
import { inputLimits } from './input-limits.ts';

/** Fields of the current invoice that changes are checked against. */
export type EditedInvoice = {
  issueDate: string;
  termId: string | null;
  fields?: StoredFields | null | undefined;
  lines: {
    itemId: string | null;
    quantity: string | null;
    unitPrice: string | null;
    taxCodeId?: string | null;
  }[];
};

/** What the edit can choose from, and whether the company uses service dates. */
type Offered = {
  terms: { id: string }[];
  taxCodes: { id: string }[];
  invoiceFields: InvoiceFieldSettings | null;
  serviceDates?: boolean;
};

type AskedLine = NonNullable<InvoiceChanges['lines']>[number];

const checkDueDate = (dueDate: string | undefined, issueDate: string): FieldErrors => {
  if (dueDate === undefined) return [];
  if (dueDate === '') return wrong('dueDate', 'required');
  const problem = dateProblem(dueDate);
  if (problem) return wrong('dueDate', problem);
  return dueDate < issueDate ? wrong('dueDate', 'before_issue_date', issueDate) : [];
};

/** One that the invoice has may be switched off by now. */
const checkTerm = (
  termId: string | null | undefined,
  invoice: EditedInvoice,
  { terms }: Offered,
) =>
  !termId || termId === invoice.termId || terms.some(({ id }) => id === termId)
    ? []
    : wrong('termId', 'required');

/**
 * An existing line keeps its tax code unless another is given, and the company must still have the
 * code, because tax cannot be calculated otherwise. A new line, or a text line that gets an item,
 * needs a code.
 */
const checkTaxCode = (
  path: string,
  { itemId, taxCodeId }: AskedLine,
  was: EditedInvoice['lines'][number] | undefined,
  { taxCodes }: Offered,
): FieldErrors => {
  const has = (code: string) => taxCodes.some(({ id }) => id === code);
  const staysAsItIs = was && (was.taxCodeId ? has(was.taxCodeId) : was.itemId !== null);
  const kept = itemId === null || taxCodes.length === 0 || staysAsItIs;
  const fits = taxCodeId === undefined ? kept : has(taxCodeId);
  return fits ? [] : wrong(`${path}.taxCodeId`, 'choose_tax_code');
};

const checkServiceDate = (
  path: string,
  { serviceDate = '' }: AskedLine,
  { serviceDates }: Offered,
): FieldErrors => {
  if (serviceDate === '') return [];
  if (!serviceDates) return wrong(`${path}.serviceDate`, 'service_dates_off');
  const problem = dateProblem(serviceDate);
  return problem ? wrong(`${path}.serviceDate`, problem) : [];
};

/** A new line of a description alone, which may still be empty. */
const isTextLine = ({ index, itemId, quantity, unitPrice }: AskedLine): boolean =>
  index === null && itemId === null && quantity.trim() === '' && unitPrice.trim() === '';

const checkLine = (
  line: AskedLine,
  at: number,
  invoice: EditedInvoice,
  offered: Offered,
): FieldErrors => {
  const path = `lines.${at}`;
  const was = line.index === null ? undefined : invoice.lines[line.index];
  if (line.index !== null && !was) return wrong(path, 'required');
  const others = [
    ...unsendable(`${path}.description`, line.description, draftLimits.description),
    ...checkTaxCode(path, line, was, offered),
    ...checkServiceDate(path, line, offered),
  ];
  if (isTextLine(line)) {
    const isEmpty = line.description.trim() === '';
    return isEmpty ? wrong(`${path}.description`, 'required') : others;
  }
  const sameItem = was?.itemId === line.itemId;
  const sameFigures =
    was && line.quantity === (was.quantity ?? '') && line.unitPrice === (was.unitPrice ?? '');
  const noItem = line.itemId === null ? wrong(`${path}.item`, 'link_item') : [];
  if (sameFigures) return [...(sameItem ? [] : noItem), ...others];
  return [
    ...noItem,
    ...others,
    ...number(`${path}.quantity`, line.quantity, draftLimits.quantityDecimals, (quantity) =>
      quantity.lte(0) ? wrong(`${path}.quantity`, 'not_positive') : [],
    ),
    ...number(`${path}.unitPrice`, line.unitPrice, priceDecimals, (price) =>
      price.abs().gt(draftLimits.amount)
        ? wrong(`${path}.unitPrice`, 'too_large', draftLimits.amount)
        : [],
    ),
  ];
};

/** Calculated from the lines; unknown with a bundle, whose amount is not in the lines. */
const isBelowZero = (lines: AskedLine[]): boolean => {
  const amounts = lines.map(({ quantity, unitPrice }) => {
    const [many, price] = [parseDecimal(quantity), parseDecimal(unitPrice)];
    return many && price ? cents(many.times(price)) : null;
  });
  const counted = amounts.filter((amount) => amount !== null);
  return counted.length === lines.length && sum(counted).lt(0);
};

const checkLines = (
  lines: AskedLine[] | undefined,
  invoice: EditedInvoice,
  offered: Offered,
): FieldErrors => {
  if (lines === undefined) return [];
  if (lines.length === 0) return wrong('lines', 'no_lines');
  if (lines.length > inputLimits.lines) return wrong('lines', 'too_many_lines', inputLimits.lines);
  const problems = lines.flatMap((line, at) => checkLine(line, at, invoice, offered));
  return problems.length === 0 && isBelowZero(lines) ? wrong('lines', 'negative_total') : problems;
};

/** A field that is off can only be removed; a class or location that the invoice has can stay. */
const checkFieldChanges = (
  changes: InvoiceChanges,
  { fields }: EditedInvoice,
  { invoiceFields }: Offered,
): FieldErrors => {
  const isOff = (name: InvoiceFieldName) =>
    invoiceFields !== null && fieldTrouble(name, invoiceFields) !== null;
  const choices = listFieldNames.flatMap((name): FieldErrors => {
    const path = `${name}Id` as const;
    const id = changes[path];
    if (!id || id === fields?.[name]?.id) return [];
    if (isOff(name)) return wrong(path, 'field_off');
    const isKnown = invoiceFields && listOf(name, invoiceFields).some((one) => one.id === id);
    return invoiceFields === null || isKnown ? [] : wrong(path, `${name}_unknown`, id);
  });
  const texts = textFieldNames.flatMap((name): FieldErrors => {
    const text = changes[name]?.trim();
    if (!text) return [];
    return isOff(name) ? wrong(name, 'field_off') : checkFieldText(name, name, text);
  });
  return [...texts, ...choices];
};

/** Finds changes that QuickBooks would reject; paths point into the changes, `lines.2.quantity`. */
export const checkChanges = (
  changes: InvoiceChanges,
  invoice: EditedInvoice,
  offered: Offered,
): FieldErrors => [
  ...checkDueDate(changes.dueDate, invoice.issueDate),
  ...checkTerm(changes.termId, invoice, offered),
  ...unsendable('message', changes.message ?? '', draftLimits.message),
  ...unsendable('memo', changes.memo ?? '', draftLimits.memo),
  ...emailErrors('email', changes.email ?? '', draftLimits.email),
  ...checkFieldChanges(changes, invoice, offered),
  ...(jsonBytes(changes) > inputLimits.draftBytes
    ? wrong('lines', 'draft_too_large', inputLimits.draftBytes / 1024)
    : checkLines(changes.lines, invoice, offered)),
];
