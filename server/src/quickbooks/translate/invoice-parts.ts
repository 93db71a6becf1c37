import { Big, money, sum, zero } from '../../shared/money/money.ts';
import type { QuickbooksInvoice, QuickbooksInvoiceLine } from '../models.ts';
import {
  classIdOf,
  codeOf,
  inclusiveAmountOf,
  isLine,
  type LineKind,
  type RawLine,
  readLine,
  serviceDateOf,
} from './invoice-lines.ts';

/** A line inside a bundle; its amount is part of the bundle's. */
type InnerLine = Pick<
  QuickbooksInvoiceLine,
  'id' | 'itemName' | 'description' | 'quantity' | 'unitPrice' | 'amount'
>;

export type LinePart = QuickbooksInvoiceLine & {
  kind: LineKind;
  taxCodeId: string | null;
  serviceDate: string | null;
  classId: string | null;
  /** Amount with tax, of sales lines of tax-inclusive transactions; else null. */
  inclusiveAmount: string | null;
  /** Quantity of a bundle, else null. */
  bundleQuantity: string | null;
  inner: InnerLine[];
};

/** Total = subtotal - discount + shipping + other + tax; decimal text. */
export type InvoiceParts = {
  lines: LinePart[];
  /** Sum of the lines. */
  subtotal: string;
  discount: string;
  shipping: string;
  /** Part of the total that no known line explains; usually `0.00`. */
  other: string;
};

const innerOf = (line: RawLine): RawLine[] => (line.GroupLineDetail?.Line ?? []).map(readLine);

/** A bundle has its own amount, or 0 when only its inner lines count. */
const amountOf = (line: RawLine): Big => {
  if (line.role === 'text') return zero;
  const lineAmount = line.Amount ?? zero;
  return line.role === 'bundle' && lineAmount.eq(0) ? sum(innerOf(line).map(amountOf)) : lineAmount;
};

const cache = new WeakMap<RawLine, QuickbooksInvoiceLine>();

/** Translates a line; cached. */
const toLine = (line: RawLine): QuickbooksInvoiceLine => {
  const cached = cache.get(line) ?? translateLine(line);
  cache.set(line, cached);
  return cached;
};

const translateLine = (line: RawLine): QuickbooksInvoiceLine => {
  const sales = line.SalesItemLineDetail;
  const group = line.GroupLineDetail;
  return {
    id: line.Id ?? null,
    itemId: sales?.ItemRef?.value ?? null,
    itemName: (sales?.ItemRef?.name || group?.GroupItemRef?.name) ?? null,
    description: line.Description ?? '',
    quantity: sales?.Qty?.toFixed() ?? null,
    unitPrice: sales?.UnitPrice?.toFixed() ?? null,
    amount: money(amountOf(line)),
  };
};

type Figures = Omit<InvoiceParts, 'lines'> & {
  /** Whether the total includes lines of unknown kinds. */
  unknownCounts: boolean;
};

const figuresOf = (
  rawLines: RawLine[],
  { tax, total }: { tax: Big | null; total: Big | null },
): Figures => {
  const amounts = (...roles: RawLine['role'][]) =>
    sum(rawLines.filter(({ role }) => roles.includes(role)).map(amountOf));
  const [discount, shipping] = [amounts('discount'), amounts('shipping')];
  const [known, unknown] = [amounts('item', 'bundle'), amounts('other')];
  const explained = known
    .minus(discount)
    .plus(shipping)
    .plus(tax ?? zero);
  const missing = (total ?? explained).minus(explained);
  const unknownCounts = !missing.eq(0);
  return {
    subtotal: money(unknownCounts ? known.plus(unknown) : known),
    discount: money(discount),
    shipping: money(shipping),
    other: money(unknownCounts ? missing.minus(unknown) : zero),
    unknownCounts,
  };
};

/** Translates the lines of a response and calculates the figures. */
export const linesAndFigures = (
  rawLines: RawLine[],
  totals: { tax: Big | null; total: Big | null },
): Figures & { lines: QuickbooksInvoiceLine[] } => {
  const figures = figuresOf(rawLines, totals);
  const lines = rawLines.filter(isLine).map((line) => {
    const translated = toLine(line);
    const ignored = line.role === 'other' && !figures.unknownCounts;
    return ignored ? { ...translated, amount: money(zero) } : translated;
  });
  return { ...figures, lines };
};

/**
 * Splits an invoice into parts that add up to its total. Lines of unknown kinds count unless the
 * total is right without them; an unexplained rest becomes `other`.
 */
export const invoiceParts = (
  rawLines: RawLine[],
  totals: { tax: Big | null; total: Big | null },
): InvoiceParts => {
  const { lines, unknownCounts: _, ...figures } = linesAndFigures(rawLines, totals);
  const kinds = rawLines.filter(isLine);
  return {
    ...figures,
    lines: lines.map((line, index) => withKind(line, kinds[index])),
  };
};

const moneyOrNull = (amount: Big | null): string | null => amount && money(amount);

const withKind = (
  line: QuickbooksInvoiceLine,
  rawLine: (RawLine & { role: LineKind }) | undefined,
): LinePart => ({
  ...line,
  kind: rawLine?.role ?? 'item',
  taxCodeId: codeOf(rawLine?.body),
  serviceDate: serviceDateOf(rawLine?.body),
  classId: classIdOf(rawLine?.body),
  inclusiveAmount: moneyOrNull(inclusiveAmountOf(rawLine?.body)),
  bundleQuantity: rawLine?.GroupLineDetail?.Quantity?.toFixed() ?? null,
  inner: rawLine ? innerOf(rawLine).map(toLine) : [],
});

/** Like `invoiceParts` for a mirrored invoice; without raw lines, all its lines count as items. */
export const partsOf = (invoice: QuickbooksInvoice): InvoiceParts => {
  const rawLines = invoice.raw.lines.map(readLine);
  const [tax, total] = [new Big(invoice.tax), new Big(invoice.total)];
  if (rawLines.some(isLine)) return invoiceParts(rawLines, { tax, total });
  const { subtotal, discount } = invoice;
  return {
    lines: invoice.lines.map((line) => withKind(line, undefined)),
    subtotal,
    discount,
    shipping: money(zero),
    other: money(total.minus(subtotal).plus(discount).minus(tax)),
  };
};
