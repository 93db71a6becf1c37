import { Big, type Decimal, parseDecimal, sum, zero } from './money.ts';

/** Whether a deal's value includes sales tax. */
export const valueBases = ['with_tax', 'without_tax'] as const;
export type ValueBasis = (typeof valueBases)[number];

/** How a deal's value is compared with invoices, and whether that follows from its product rows. */
export type DealBasis = {
  basis: ValueBasis;
  /** False when `basis` is the company's setting. */
  derived: boolean;
};

type Row = {
  quantity: string;
  price: string;
  currency: string;
  discount: { kind: 'percent' | 'amount'; value: string };
  /** Percent, decimal text. */
  tax: string;
  taxMethod: 'inclusive' | 'exclusive' | 'none';
};

type DealDiscount = { kind: 'percent' | 'amount'; value: string };

type Deal = { value: Decimal | null; currency: string };

/** Amounts of a row without and with its tax; null when price or quantity is not a number. */
const rowAmounts = (row: Row): { net: Big; gross: Big } | null => {
  const [price, quantity] = [parseDecimal(row.price), parseDecimal(row.quantity)];
  if (price === null || quantity === null) return null;
  const full = price.times(quantity);
  const { kind, value } = row.discount;
  const amount = full.minus(kind === 'percent' ? full.times(value).div(100) : value);
  const factor = new Big(row.taxMethod === 'none' ? 0 : row.tax).div(100).plus(1);
  if (row.taxMethod !== 'inclusive') return { net: amount, gross: amount.times(factor) };
  return { net: factor.eq(0) ? zero : amount.div(factor), gross: amount };
};

/** Subtracts the deal's discounts. Each percentage applies to the whole total, as in Pipedrive. */
const discounted = (total: Big, discounts: DealDiscount[]): Big =>
  total.minus(
    sum(
      discounts.map(({ kind, value }) =>
        kind === 'percent' ? total.times(value).div(100) : new Big(value),
      ),
    ),
  );

/**
 * Compares the deal's value with the sum of its product rows, with and without tax. Null when the
 * rows carry no tax, or when their sum is not the value, because it was typed by hand, or because
 * rows recur or have another currency.
 */
export const basisOfRows = (
  { value, currency }: Deal,
  rows: Row[],
  discounts: DealDiscount[],
): ValueBasis | null => {
  if (value === null || rows.length === 0) return null;
  if (rows.some((row) => row.currency !== '' && row.currency !== currency)) return null;
  const amounts = rows.map(rowAmounts).filter((amount) => amount !== null);
  if (amounts.length < rows.length) return null;
  const net = sum(amounts.map((amount) => amount.net));
  const gross = sum(amounts.map((amount) => amount.gross));
  if (net.eq(gross)) return null;
  const netLeft = discounted(net, discounts);
  // Pipedrive does not document whether a discount applies before or after tax, so both count.
  const grossCandidates = [
    discounted(gross, discounts),
    net.eq(0) ? gross : netLeft.times(gross).div(net),
  ];
  const distance = (total: Big) => total.minus(value).abs();
  // Each row may be rounded to cents.
  const tolerance = new Big(rows.length + 1).times('0.005');
  const nearestGross = grossCandidates
    .map(distance)
    .reduce((least, one) => (one.lt(least) ? one : least));
  if (distance(netLeft).lte(tolerance) && distance(netLeft).lte(nearestGross)) return 'without_tax';
  return nearestGross.lte(tolerance) ? 'with_tax' : null;
};
