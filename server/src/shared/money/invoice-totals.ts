import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { TaxRounding } from '../tax/tax-rounding.ts';
import { netOfGross, percentOf, type TaxRow, taxIsUnknown, taxRow } from '../tax/tax-rows.ts';
import { priceModeOf, taxRulesOf } from '../tax/tax-rules.ts';
import { discountOff, parseDiscount } from './line-amounts.ts';
import { bundleTotals, type LineTotals, lineFigures, lineTotals } from './line-totals.ts';
import { Big, cents, type Decimal, money, parseDecimal, zero } from './money.ts';
import { isGoods, type Sale, type SaleDiscount, type SaleLine, saleTotals } from './sale-totals.ts';
import { soldLines } from './sold-lines.ts';
import { divideRounded, fromCents, toCents, totalOf } from './whole-cents.ts';

/** Amounts in the invoice's currency, two decimals. */
export type InvoiceTotals = {
  /** In the order of the content's lines. */
  lines: LineTotals[];
  /** Sum of the lines' amounts, without tax. */
  subtotal: Decimal;
  /** The whole-invoice discount, without tax. */
  discount: Decimal;
  /** Without tax. */
  shipping: Decimal;
  /** Shipping with its tax when prices are inclusive; else null. */
  inclusiveShipping: Decimal | null;
  /** Null when only QuickBooks can calculate it (US automated sales tax). */
  tax: Decimal | null;
  taxRows: TaxRow[];
  /** subtotal - discount + shipping + tax; without tax while `tax` is null. */
  total: Decimal;
  /** False when a figure is not a number and was counted as zero. */
  complete: boolean;
};

/** True when the typed prices and discounts contain the tax. */
export const pricesInclude = (content: DraftContent, profile: CompanyProfile): boolean =>
  priceModeOf(taxRulesOf(profile), content.details) === 'inclusive';

/** Cents around the proportional net amount that are tried. */
const mostSteps = 10n;

/**
 * Removes the tax from an amount off inclusive prices. Only the net amount is sent, so this picks
 * the one with which QuickBooks' total is the typed total less the discount, or a cent from it.
 */
const netDiscount = (off: bigint, typed: bigint, sale: Sale): bigint => {
  const net = totalOf(sale.lines.filter(isGoods).map((line) => line.net));
  if (off >= typed) return net;
  const promised = totalOf(sale.lines.map((line) => line.gross)) - off;
  const missOf = (amount: bigint): bigint =>
    saleTotals({ ...sale, discount: { kind: 'amount', net: amount } }).total - promised;
  const distance = (miss: bigint): bigint => (miss < 0n ? -miss : miss);
  let best = divideRounded(off * net, typed);
  let miss = missOf(best);
  const consider = (other: bigint): void => {
    if (other < 0n || other > net) return;
    const otherMiss = missOf(other);
    if (distance(otherMiss) < distance(miss)) [best, miss] = [other, otherMiss];
  };
  if (miss !== 0n) {
    const first = best;
    consider(first + divideRounded(miss * net, typed));
    // The tax of each line is rounded, so neighbours may miss by more or by less.
    const second = best;
    if (miss !== 0n) consider(second + 1n);
    if (miss !== 0n) consider(second - 1n);
    for (let step = 1n; distance(miss) > 1n && step <= mostSteps; step += 1n) {
      consider(first + step);
      consider(first - step);
    }
  }
  return best;
};

const saleDiscount = (
  content: DraftContent,
  off: bigint,
  typed: bigint,
  sale: Sale,
): SaleDiscount => {
  const read = parseDiscount(content.discount);
  if (off === 0n || read === null) return { kind: 'none' };
  if (read.kind === 'percent')
    return { kind: 'percent', percent: read.value.gt(100) ? new Big(100) : read.value };
  return { kind: 'amount', net: sale.inclusive ? netDiscount(off, typed, sale) : off };
};

/** The shipping as a line of the sale; null without shipping. */
const shippingLine = (
  content: DraftContent,
  profile: CompanyProfile,
  inclusive: boolean,
): SaleLine | null => {
  const { shipping, details } = content;
  if (!shipping) return null;
  const rates = taxRulesOf(profile).ratesOfShipping(shipping, details, profile.taxCodes);
  const gross = toCents(cents(parseDecimal(shipping.amount) ?? zero));
  const net = inclusive ? netOfGross(gross, percentOf(rates)) : gross;
  return { rates, net, gross, shipping: true };
};

const asMoney = (amount: bigint): Decimal => money(fromCents(amount));

/**
 * Calculates the totals that QuickBooks will show for the form. With inclusive prices the typed
 * figures contain the tax.
 */
export const invoiceTotals = (
  content: DraftContent,
  profile: CompanyProfile,
  rounding: TaxRounding = profile.taxRounding,
): InvoiceTotals => {
  const inclusive = pricesInclude(content, profile);
  const rules = taxRulesOf(profile);
  const lines = content.lines.map((line) =>
    soldLines(line).map((sold) => {
      const rates = rules.ratesOf(sold, content.details, profile.taxCodes);
      return { sold, rates, figures: lineFigures(sold, inclusive ? percentOf(rates) : null) };
    }),
  );
  const allSold = lines.flat();
  const saleLines = allSold.map(({ rates, figures }) => {
    const net = toCents(figures?.amount ?? zero);
    return { rates, net, gross: inclusive ? toCents(figures?.typedNet ?? zero) : net };
  });
  const shipping = shippingLine(content, profile, inclusive);
  const typed = totalOf(saleLines.map(({ gross }) => gross));
  const off = discountOff(fromCents(typed), content.discount);
  const undiscounted: Sale = {
    lines: shipping ? [...saleLines, shipping] : saleLines,
    discount: { kind: 'none' },
    inclusive,
    rounding,
    taxAfterDiscount: true,
  };
  const discount = saleDiscount(content, toCents(off ?? zero), typed, undiscounted);
  const totals = saleTotals({ ...undiscounted, discount });
  return {
    lines: content.lines.map(({ key, bundle }, at) => {
      const parts = (lines[at] ?? []).map(({ sold, figures }) =>
        lineTotals(sold.key, figures, inclusive),
      );
      return bundle ? bundleTotals(key, parts) : (parts[0] ?? lineTotals(key, null, inclusive));
    }),
    subtotal: asMoney(totals.subtotal),
    discount: asMoney(totals.discount),
    shipping: asMoney(shipping?.net ?? 0n),
    inclusiveShipping: inclusive && shipping ? asMoney(shipping.gross) : null,
    tax: taxIsUnknown(content, profile) ? null : asMoney(totals.tax),
    taxRows: totals.rows.map(taxRow),
    total: asMoney(totals.total),
    complete:
      off !== null &&
      allSold.every(({ figures }) => figures !== null) &&
      (!content.shipping || parseDecimal(content.shipping.amount) !== null),
  };
};
