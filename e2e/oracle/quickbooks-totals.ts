import { cent, Fraction, hundred, share, sumOf, zero } from './fraction.ts';

/** One rate of a tax code, percent as decimal text. */
export type Rate = { id: string; percent: string };

/** A line as QuickBooks stores it: after its own discount, in cents. */
export type StoredLine = {
  net: Fraction;
  /** With tax; equals `net` unless prices contain the tax. */
  gross: Fraction;
  /** Empty for a line that is not taxed. */
  rates: readonly Rate[];
  /** Taxed like any line, but not discounted. */
  shipping: boolean;
};

export type Discount =
  | { kind: 'none' }
  | { kind: 'percent'; percent: Fraction }
  /** Without tax. */
  | { kind: 'amount'; net: Fraction };

export type StoredInvoice = {
  lines: readonly StoredLine[];
  discount: Discount;
  pricesContainTax: boolean;
  /** Where tax is rounded to cents. */
  rounding: 'line' | 'sum';
  /** False where tax is calculated before the discount (US, ApplyTaxAfterDiscount). */
  taxAfterDiscount: boolean;
};

/** Amounts with two decimals, as text. */
export type Totals = {
  subtotal: string;
  discount: string;
  /** One row for each rate, by the id of the rate. */
  rows: Record<string, { base: string; tax: string }>;
  tax: string;
  total: string;
};

type Taxed = { rates: readonly Rate[]; net: Fraction; gross: Fraction; discounted: boolean };
type Row = { id: string; base: Fraction; tax: Fraction };

/**
 * The totals of an invoice by QuickBooks' rules: tax of each line (outside the US) or of the sum of
 * lines (US), rounded half up; with prices that contain the tax, the net of each line is rounded
 * and the tax is what remains of the gross.
 * https://quickbooks.intuit.com/learn-support/en-ca/other-questions/306952
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-non-us-locales
 */
export const quickbooksTotals = (invoice: StoredInvoice): Totals => {
  const goods = invoice.lines.filter((line) => !line.shipping);
  const discounted = discountLines(invoice);
  const rows = invoice.pricesContainTax
    ? containedRows(invoice, discounted)
    : addedRows(invoice, invoice.taxAfterDiscount ? discounted : invoice.lines);
  const tax = sumOf(rows.map((row) => row.tax));
  const charged = sumOf(invoice.lines.map((line) => line.net));
  const net = invoice.pricesContainTax
    ? sumOf(netParts(invoice, discounted).map((part) => part.net))
    : sumOf(discounted.map((line) => line.net));
  return {
    subtotal: sumOf(goods.map((line) => line.net)).money(),
    discount: charged.minus(net).money(),
    rows: combined(rows),
    tax: tax.money(),
    total: net.plus(tax).money(),
  };
};

/**
 * Takes the discount off the goods, spread to the cent. A percentage comes off the amounts that the
 * prices are given in, an amount off the net.
 */
const discountLines = ({ lines, discount, pricesContainTax }: StoredInvoice): Taxed[] => {
  if (discount.kind === 'none') return lines.map((line) => ({ ...line, discounted: false }));
  const goods = lines.filter((line) => !line.shipping);
  const offGross = pricesContainTax && discount.kind === 'percent';
  const amounts = goods.map((line) => (offGross ? line.gross : line.net));
  const off =
    discount.kind === 'percent' ? share(sumOf(amounts), discount.percent).cents() : discount.net;
  const shares = largestRemainders(off, amounts);
  return lines.map((line) => {
    const less = shares[goods.indexOf(line)] ?? zero;
    const discounted = less.compare(zero) !== 0;
    if (!discounted) return { ...line, discounted };
    return offGross
      ? { ...line, gross: line.gross.minus(less), discounted }
      : { ...line, net: line.net.minus(less), discounted };
  });
};

/**
 * Splits an amount in proportion to `weights`: every part is rounded down, and the cents that are
 * left go to the parts that lost most, the first of equal ones first. Nothing is split over weights
 * that add up to zero.
 */
export const largestRemainders = (amount: Fraction, weights: readonly Fraction[]): Fraction[] => {
  const all = sumOf(weights);
  if (all.compare(zero) === 0) return weights.map(() => zero);
  const exact = weights.map((weight) => amount.times(weight).over(all));
  const down = exact.map((part) => part.centsBelow());
  const lost = exact
    .map((part, index) => ({ index, by: part.minus(down[index] ?? zero) }))
    .sort((one, other) => other.by.compare(one.by) || one.index - other.index);
  let left = amount.minus(sumOf(down));
  for (const { index } of lost) {
    if (left.compare(zero) === 0) break;
    down[index] = (down[index] ?? zero).plus(cent);
    left = left.minus(cent);
  }
  return down;
};

const addedRows = (
  { rounding }: StoredInvoice,
  lines: readonly Pick<Taxed, 'net' | 'rates'>[],
): Row[] => {
  const perLine = lines.flatMap(({ net, rates }) =>
    rates.map(({ id, percent }) => ({ id, base: net, exact: share(net, Fraction.of(percent)) })),
  );
  if (rounding === 'line')
    return perLine.map(({ id, base, exact }) => ({ id, base, tax: exact.cents() }));
  return [...new Set(perLine.map(({ id }) => id))].map((id) => {
    const mine = perLine.filter((row) => row.id === id);
    return {
      id,
      base: sumOf(mine.map((row) => row.base)),
      tax: sumOf(mine.map((row) => row.exact)).cents(),
    };
  });
};

const percentOf = (rates: readonly Rate[]): Fraction =>
  sumOf(rates.map(({ percent }) => Fraction.of(percent)));

/** Net and gross after the discount: of each line, or of all lines with the same rates. */
const netParts = (invoice: StoredInvoice, lines: readonly Taxed[]): Taxed[] => {
  const keyOf = ({ rates }: Taxed) => rates.map(({ id }) => id).join();
  const groups =
    invoice.rounding === 'line'
      ? lines.map((line) => [line])
      : [...new Set(lines.map(keyOf))].map((key) => lines.filter((line) => keyOf(line) === key));
  return groups.map((group) => {
    const rates = group[0]?.rates ?? [];
    const net = sumOf(group.map((line) => line.net));
    const gross = sumOf(group.map((line) => line.gross));
    const discounted = group.some((line) => line.discounted);
    return completed({ rates, net, gross, discounted }, invoice);
  });
};

/**
 * Net and gross of a part after the discount. A percentage is taken off the gross and the net
 * follows; an amount is taken off the net and the gross follows.
 */
const completed = (part: Taxed, { discount }: StoredInvoice): Taxed => {
  if (!part.discounted) return part;
  const percent = percentOf(part.rates).plus(hundred);
  return discount.kind === 'percent'
    ? { ...part, net: part.gross.times(hundred).over(percent).cents() }
    : { ...part, gross: share(part.net, percent).cents() };
};

/**
 * The tax in the price of each part, split over its rates. Rates that cancel each other out, as in a
 * reverse charge, are each charged on the net.
 */
const containedRows = (invoice: StoredInvoice, lines: readonly Taxed[]): Row[] =>
  netParts(invoice, lines).flatMap(({ rates, net, gross }) => {
    const percents = rates.map(({ percent }) => Fraction.of(percent));
    const cancel = sumOf(percents).compare(zero) === 0;
    const taxes = cancel
      ? percents.map((percent) => share(net, percent).cents())
      : largestRemainders(gross.minus(net), percents);
    return rates.map(({ id }, index) => ({ id, base: net, tax: taxes[index] ?? zero }));
  });

const combined = (rows: readonly Row[]): Totals['rows'] =>
  Object.fromEntries(
    [...new Set(rows.map(({ id }) => id))].map((id) => {
      const mine = rows.filter((row) => row.id === id);
      const base = sumOf(mine.map((row) => row.base)).money();
      return [id, { base, tax: sumOf(mine.map((row) => row.tax)).money() }];
    }),
  );
