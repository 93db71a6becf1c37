import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { Big } from '../../shared/money/money.ts';
import { same } from '../calls/wire.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { QuickbooksInvoice, QuickbooksInvoiceLine, WireBody } from '../models.ts';
import { codeOf, isLine, type RawLine, readLine } from '../translate/invoice-lines.ts';
import { partsOf } from '../translate/invoice-parts.ts';
import { editedFigures, sameFigures, withTax } from './edited-figures.ts';

type EditedLine = NonNullable<InvoiceEdit['lines']>[number];

/** A line as it was before the edit. */
type Before = { line: QuickbooksInvoiceLine; rawLine: RawLine };

/** How the lines of this invoice are taxed. */
type TaxRule = { profile: CompanyProfile; byCode: boolean; inclusive: boolean };

const without = (body: WireBody, ...keys: string[]): WireBody =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));

const asBody = (value: unknown): WireBody =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** In the US another item brings its own taxability, elsewhere the code stays until another is named. */
const codeFor = (line: EditedLine, before: Before | null, tax: TaxRule): string | null => {
  const sameItem = before !== null && before.line.itemId === line.itemId;
  const own = before ? codeOf(before.rawLine.told) : null;
  return line.taxCodeId ?? (tax.byCode || sameItem ? own : null);
};

const itemOf = ({ itemId }: EditedLine, before: Before | null, detail: WireBody): WireBody => {
  if (before?.line.itemId === itemId) return detail;
  const others = without(detail, 'ItemRef', 'ItemAccountRef', 'TaxClassificationRef');
  return itemId === null ? others : { ...others, ItemRef: { value: itemId } };
};

/** Said when it changes, an empty one too. */
const textOf = ({ description }: EditedLine, before: Before | null): WireBody =>
  description === (before?.line.description ?? '') ? {} : { Description: description };

const salesLine = (line: EditedLine, before: Before | null, tax: TaxRule): WireBody => {
  const told = before?.rawLine.told ?? {};
  const figures = before && sameFigures(before.line, line) ? null : editedFigures(line);
  const code = codeFor(line, before, tax);
  const sameTax = figures === null && code === codeOf(told);
  const amount = figures?.amount ?? new Big(before?.line.amount ?? 0);
  const gross = tax.inclusive ? withTax(amount, code, tax.profile) : null;
  const detail = itemOf(line, before, asBody(told.SalesItemLineDetail));
  return {
    ...without(told, 'LineNum'),
    DetailType: 'SalesItemLineDetail',
    ...textOf(line, before),
    ...(figures && { Amount: Number(figures.amount) }),
    SalesItemLineDetail: {
      ...without(detail, 'TaxCodeRef', ...(sameTax ? [] : ['TaxInclusiveAmt'])),
      ...(figures && { Qty: Number(figures.quantity), UnitPrice: Number(figures.price) }),
      ...(code !== null && { TaxCodeRef: { value: code } }),
      ...(!sameTax && gross && { TaxInclusiveAmt: Number(gross) }),
    },
  };
};

/** Bundles and kinds of lines that we do not know go back as they came. */
const stays = ({ role }: RawLine) => role === 'bundle' || role === 'other';

const isBlank = ({ itemId, quantity, unitPrice }: EditedLine) =>
  itemId === null && quantity.trim() === '' && unitPrice.trim() === '';

const editedLine = (line: EditedLine, before: Before | null, tax: TaxRule): WireBody => {
  const rawLine = before?.rawLine;
  if (rawLine && stays(rawLine)) return without(rawLine.told, 'LineNum');
  if ((!rawLine || rawLine.role === 'text') && isBlank(line)) {
    const kept = without(rawLine?.told ?? { DescriptionLineDetail: {} }, 'LineNum');
    return { ...kept, DetailType: 'DescriptionOnly', ...textOf(line, before) };
  }
  return salesLine(line, rawLine?.role === 'text' ? null : before, tax);
};

/** A percentage is worked out again by QuickBooks. */
const figureLine = (line: RawLine): WireBody => {
  const { PercentBased } = asBody(line.told.DiscountLineDetail);
  return without(line.told, 'LineNum', ...(PercentBased === true ? ['Amount'] : []));
};

/**
 * All lines of an invoice after an edit, for a body that replaces them whole: a line that is sent without
 * its id would be a new one, and one that is not sent disappears (Intuit: Invoice, update).
 */
export const editedLines = (
  invoice: QuickbooksInvoice,
  edited: EditedLine[],
  profile: CompanyProfile,
): WireBody[] => {
  const { raw } = invoice;
  const all = raw.lines.map(readLine);
  const before = all.filter(isLine);
  const lines = invoice.lines.length === before.length ? invoice.lines : partsOf(invoice).lines;
  const beforeOf = (index: number | null): Before | null => {
    const [line, was] = [lines[index ?? -1], before[index ?? -1]];
    return line && was ? { line, rawLine: was } : null;
  };
  const untaxed = profile.taxRegime !== 'per_line' || same(raw.taxCalculation, 'NotApplicable');
  const rule = { profile, byCode: !untaxed, inclusive: same(raw.taxCalculation, 'TaxInclusive') };
  const sent = edited.map((line) => editedLine(line, beforeOf(line.index), rule));
  return [...sent, ...all.filter((line) => !isLine(line)).map(figureLine)];
};
