import { Big, money, sum, zero } from '../../shared/money.ts';
import {
  codeOf,
  is,
  isLine,
  isShipping,
  isWords,
  type ToldLine,
  toldLine,
} from '../bodies/invoice-lines.ts';
import type { BooksInvoice, BooksInvoiceLine } from '../told.ts';

/** `other` is a kind of line that we do not know. */
type LineKind = 'item' | 'text' | 'bundle' | 'other';

/** What a bundle is made of; its amounts are contained in the bundle's. */
type InnerLine = Pick<
  BooksInvoiceLine,
  'id' | 'itemName' | 'description' | 'quantity' | 'unitPrice' | 'amount'
>;

export type LinePart = BooksInvoiceLine & {
  kind: LineKind;
  taxCodeId: string | null;
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

const innerOf = (line: ToldLine): ToldLine[] =>
  (line.GroupLineDetail?.Line ?? []).map((inner) => toldLine.parse(inner));

/** QuickBooks fills in a bundle's own amount, or leaves it at 0 and counts the lines inside. */
const amountOf = (line: ToldLine): Big => {
  if (isWords(line)) return zero;
  const own = line.Amount ?? zero;
  return is('Group')(line) && own.eq(0) ? sum(innerOf(line).map(amountOf)) : own;
};

const kindOf = (line: ToldLine): LineKind => {
  if (is('SalesItem')(line)) return 'item';
  if (is('Group')(line)) return 'bundle';
  return isWords(line) ? 'text' : 'other';
};

const asLine = (line: ToldLine): BooksInvoiceLine => {
  const sales = line.SalesItemLineDetail;
  const group = line.GroupLineDetail;
  return {
    id: line.Id ?? null,
    itemId: sales?.ItemRef?.value ?? null,
    itemName: (sales?.ItemRef?.name || group?.GroupItemRef?.name) ?? null,
    description: line.Description ?? '',
    quantity: (sales?.Qty ?? group?.Quantity)?.toFixed() ?? null,
    unitPrice: sales?.UnitPrice?.toFixed() ?? null,
    amount: money(amountOf(line)),
  };
};

const isUnknown = (line: ToldLine): boolean => isLine(line) && kindOf(line) === 'other';

/**
 * What an invoice shows. Lines of an unknown kind count unless the total is right without them, and a part
 * of the total that nothing explains is `other`, so that the parts always add up to the total.
 */
export const invoiceParts = (
  told: ToldLine[],
  { tax, total }: { tax: Big | null; total: Big | null },
): InvoiceParts => {
  const amounts = (which: (line: ToldLine) => boolean) => sum(told.filter(which).map(amountOf));
  const [discount, shipping] = [amounts(is('Discount')), amounts(isShipping)];
  const known = amounts((line) => isLine(line) && !isUnknown(line));
  const unknown = amounts(isUnknown);
  const explained = known
    .minus(discount)
    .plus(shipping)
    .plus(tax ?? zero);
  const missing = (total ?? explained).minus(explained);
  const counted = !missing.eq(0);
  return {
    lines: told.filter(isLine).map((line) => ({
      ...asLine(line),
      ...(isUnknown(line) && !counted && { amount: money(zero) }),
      kind: kindOf(line),
      taxCodeId: codeOf(line.told),
      inner: innerOf(line).map(asLine),
    })),
    subtotal: money(counted ? known.plus(unknown) : known),
    discount: money(discount),
    shipping: money(shipping),
    other: money(counted ? missing.minus(unknown) : zero),
  };
};

/** The same of an invoice as it is mirrored; one of which only the figures are kept has items alone. */
export const partsOf = (invoice: BooksInvoice): InvoiceParts => {
  const told = invoice.told.lines.map((line) => toldLine.parse(line));
  const [tax, total] = [new Big(invoice.tax), new Big(invoice.total)];
  if (told.some(isLine)) return invoiceParts(told, { tax, total });
  const { subtotal, discount } = invoice;
  return {
    lines: invoice.lines.map((line) => ({ ...line, kind: 'item', taxCodeId: null, inner: [] })),
    subtotal,
    discount,
    shipping: money(zero),
    other: money(total.minus(subtotal).plus(discount).minus(tax)),
  };
};
