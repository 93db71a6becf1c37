import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { Big } from '../../shared/money/money.ts';
import { taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { sameEnum } from '../calls/wire.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { QuickbooksInvoice, QuickbooksInvoiceLine, WireBody } from '../models.ts';
import { codeOf, isLine, type RawLine, readLine } from '../translate/invoice-lines.ts';
import { partsOf } from '../translate/invoice-parts.ts';
import { editedFigures, sameFigures, withTax } from './edited-figures.ts';

type EditedLine = NonNullable<InvoiceEdit['lines']>[number];

/** A line before the edit. */
type Before = { line: QuickbooksInvoiceLine; rawLine: RawLine };

/** Tax settings of the invoice's lines. */
type TaxRule = { profile: CompanyProfile; byCode: boolean; inclusive: boolean };

const without = (body: WireBody, ...keys: string[]): WireBody =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));

const asBody = (value: unknown): WireBody =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/**
 * Keeps the line's code, except for another item in the US, where QuickBooks uses the item's
 * taxability.
 */
const codeFor = (line: EditedLine, before: Before | null, tax: TaxRule): string | null => {
  const sameItem = before !== null && before.line.itemId === line.itemId;
  const currentCode = before ? codeOf(before.rawLine.body) : null;
  return line.taxCodeId ?? (tax.byCode || sameItem ? currentCode : null);
};

const itemOf = ({ itemId }: EditedLine, before: Before | null, detail: WireBody): WireBody => {
  if (before?.line.itemId === itemId) return detail;
  const others = without(detail, 'ItemRef', 'ItemAccountRef', 'TaxClassificationRef');
  return itemId === null ? others : { ...others, ItemRef: { value: itemId } };
};

/** Sent only when changed; an empty text deletes the description. */
const textOf = ({ description }: EditedLine, before: Before | null): WireBody =>
  description === (before?.line.description ?? '') ? {} : { Description: description };

const salesLine = (line: EditedLine, before: Before | null, tax: TaxRule): WireBody => {
  const body = before?.rawLine.body ?? {};
  const figures = before && sameFigures(before.line, line) ? null : editedFigures(line);
  const code = codeFor(line, before, tax);
  const sameTax = figures === null && code === codeOf(body);
  const amount = figures?.amount ?? new Big(before?.line.amount ?? 0);
  const gross = tax.inclusive ? withTax(amount, code, tax.profile) : null;
  const detail = itemOf(line, before, asBody(body.SalesItemLineDetail));
  return {
    ...without(body, 'LineNum'),
    DetailType: 'SalesItemLineDetail',
    ...textOf(line, before),
    ...(figures && { Amount: Number(figures.amount) }),
    SalesItemLineDetail: {
      ...without(
        detail,
        'TaxCodeRef',
        ...(sameTax ? [] : ['TaxInclusiveAmt']),
        ...(line.serviceDate === undefined ? [] : ['ServiceDate']),
      ),
      ...(line.serviceDate && { ServiceDate: line.serviceDate }),
      ...(figures && { Qty: Number(figures.quantity), UnitPrice: Number(figures.price) }),
      ...(code !== null && { TaxCodeRef: { value: code } }),
      ...(!sameTax && gross && { TaxInclusiveAmt: Number(gross) }),
    },
  };
};

/** Bundles and unknown kinds of lines are returned unchanged. */
const isUnchanged = ({ role }: RawLine) => role === 'bundle' || role === 'other';

const isBlank = ({ itemId, quantity, unitPrice }: EditedLine) =>
  itemId === null && quantity.trim() === '' && unitPrice.trim() === '';

const editedLine = (line: EditedLine, before: Before | null, tax: TaxRule): WireBody => {
  const rawLine = before?.rawLine;
  if (rawLine && isUnchanged(rawLine)) return without(rawLine.body, 'LineNum');
  if ((!rawLine || rawLine.role === 'text') && isBlank(line)) {
    const detail = without(rawLine?.body ?? { DescriptionLineDetail: {} }, 'LineNum');
    return { ...detail, DetailType: 'DescriptionOnly', ...textOf(line, before) };
  }
  return salesLine(line, rawLine?.role === 'text' ? null : before, tax);
};

/** Omits the amount of a percentage, which QuickBooks recalculates. */
const figureLine = (line: RawLine): WireBody => {
  const { PercentBased } = asBody(line.body.DiscountLineDetail);
  return without(line.body, 'LineNum', ...(PercentBased === true ? ['Amount'] : []));
};

/**
 * Returns all lines after an edit: QuickBooks adds lines without an id and deletes lines that are
 * not sent.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
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
    const [line, rawLine] = [lines[index ?? -1], before[index ?? -1]];
    return line && rawLine ? { line, rawLine } : null;
  };
  const byCode =
    taxRulesOf(profile).codes === 'per_line' && !sameEnum(raw.taxCalculation, 'NotApplicable');
  const rule = {
    profile,
    byCode,
    inclusive: sameEnum(raw.taxCalculation, 'TaxInclusive'),
  };
  const sent = edited.map((line) => editedLine(line, beforeOf(line.index), rule));
  return [...sent, ...all.filter((line) => !isLine(line)).map(figureLine)];
};
