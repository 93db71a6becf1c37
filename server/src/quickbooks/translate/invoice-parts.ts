import { Big, money, sum, zero } from '../../shared/money/money.ts';
import type { QuickbooksInvoice, QuickbooksInvoiceLine } from '../models.ts';
import { codeOf, isLine, type LineKind, type RawLine, readLine } from './invoice-lines.ts';

/** What a bundle is made of; its amounts are contained in the bundle's. */
type InnerLine = Pick<
  QuickbooksInvoiceLine,
  'id' | 'itemName' | 'description' | 'quantity' | 'unitPrice' | 'amount'
>;

export type LinePart = QuickbooksInvoiceLine & {
  kind: LineKind;
  taxCodeId: string | null;
  /** How many of a bundle. */
  bundleQuantity: string | null;
  inner: InnerLine[];
};

/** Lines, less discount, plus shipping, other and tax is the total; decimal text. */
export type InvoiceParts = {
  lines: LinePart[];
  /** Of the lines. */
  subtotal: string;
  discount: string;
  shipping: string;
  /** What the total contains beyond all that we understand; `0.00` nearly always. */
  other: string;
};

const innerOf = (line: RawLine): RawLine[] => (line.GroupLineDetail?.Line ?? []).map(readLine);

/** QuickBooks fills in a bundle's own amount, or leaves it at 0 and counts the lines inside. */
const amountOf = (line: RawLine): Big => {
  if (line.role === 'text') return zero;
  const own = line.Amount ?? zero;
  return line.role === 'bundle' && own.eq(0) ? sum(innerOf(line).map(amountOf)) : own;
};

const asRead = new WeakMap<RawLine, QuickbooksInvoiceLine>();

/** Made once of a line, however often one request asks for it. */
const asLine = (line: RawLine): QuickbooksInvoiceLine => {
  const known = asRead.get(line) ?? newLine(line);
  asRead.set(line, known);
  return known;
};

const newLine = (line: RawLine): QuickbooksInvoiceLine => {
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
  /** Whether lines of an unknown kind are in the total. */
  unknownCounts: boolean;
};

const figuresOf = (
  rawLines: RawLine[],
  { tax, total }: { tax: Big | null; total: Big | null },
): Figures => {
  const amounts = (...of: RawLine['role'][]) =>
    sum(rawLines.filter(({ role }) => of.includes(role)).map(amountOf));
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

/** The lines of an answer, and what they come to. */
export const linesAndFigures = (
  rawLines: RawLine[],
  totals: { tax: Big | null; total: Big | null },
): Figures & { lines: QuickbooksInvoiceLine[] } => {
  const figures = figuresOf(rawLines, totals);
  const lines = rawLines.filter(isLine).map((line) => {
    const read = asLine(line);
    const ignored = line.role === 'other' && !figures.unknownCounts;
    return ignored ? { ...read, amount: money(zero) } : read;
  });
  return { ...figures, lines };
};

/**
 * What an invoice shows. Lines of an unknown kind count unless the total is right without them, and a part
 * of the total that nothing explains is `other`, so that the parts always add up to the total.
 */
export const invoiceParts = (
  rawLines: RawLine[],
  totals: { tax: Big | null; total: Big | null },
): InvoiceParts => {
  const { lines, unknownCounts: _, ...figures } = linesAndFigures(rawLines, totals);
  const kinds = rawLines.filter(isLine);
  return {
    ...figures,
    lines: lines.map((line, at) => withKind(line, kinds[at])),
  };
};

const withKind = (
  line: QuickbooksInvoiceLine,
  told: (RawLine & { role: LineKind }) | undefined,
): LinePart => ({
  ...line,
  kind: told?.role ?? 'item',
  taxCodeId: codeOf(told?.told),
  bundleQuantity: told?.GroupLineDetail?.Quantity?.toFixed() ?? null,
  inner: told ? innerOf(told).map(asLine) : [],
});

/** The same of an invoice as it is mirrored; one of which only the figures are kept has items alone. */
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
