import Big from 'big.js';
import type { TaxDetail, TaxLine, TaxMode } from '../company/entities.ts';
import { cents, sumOf, wireNumber } from '../company/money.ts';
import type { Company } from '../company/realm.ts';
import { discountShares } from './discount-shares.ts';
import { type DiscountedLine, discountedGrosses, discountedNets } from './discounted-lines.ts';
import { type Rate, ratesOf, taxLine } from './rates.ts';
import type { TaxableSale } from './taxable-sale.ts';

interface Outcome {
  tax: TaxDetail;
  /** The total before tax: all lines less the discount. */
  net: Big;
}

/**
 * VAT or GST, one code per line. TaxExcluded adds tax per rate; TaxInclusive keeps the gross and
 * takes gross less net as tax. The first page describes the tax, the second the rounding.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-non-us-locales
 * https://quickbooks.intuit.com/learn-support/en-ca/other-questions/306952
 */
export function taxOutsideUnitedStates(
  company: Company,
  sale: TaxableSale,
  mode: TaxMode,
): Outcome {
  const untaxed = mode === 'NotApplicable' || !company.preferences.usingSalesTax;
  if (untaxed || mode === 'TaxExcluded') {
    const lines = discountedNets(sale);
    const net = sumOf(lines.map((line) => line.net));
    return { net, tax: untaxed ? { TotalTax: 0 } : taxOnTop(company, lines, sale.rounding) };
  }
  const lines = discountedGrosses(sale, (code) => percentOf(company, code));
  return { net: sumOf(lines.map((line) => line.net)), tax: taxInside(company, lines) };
}

function percentOf(company: Company, code: string | undefined): Big {
  return sumOf(code === undefined ? [] : ratesOf(company, code).map((rate) => rate.percent));
}

interface Taxed {
  rate: Rate;
  net: Big;
  amount: Big;
}

/** One tax line per rate, in the order in which lines first use the rates, as QuickBooks does. */
function taxOnTop(company: Company, lines: DiscountedLine[], rounding: 'line' | 'sum'): TaxDetail {
  const byRate = ratesInUse(company, lines);
  return detailOf(
    byRate.map(({ rate, lines: mine }) => {
      const nets = mine.map((line) => line.net);
      const bases = rounding === 'line' ? nets : [sumOf(nets)];
      const amounts = bases.map((base) => cents(base.times(rate.percent).div(100)));
      return { rate, net: sumOf(nets), amount: sumOf(amounts) };
    }),
  );
}

function ratesInUse(company: Company, lines: DiscountedLine[]) {
  const pairs = lines.flatMap((line) =>
    (line.code === undefined ? [] : ratesOf(company, line.code)).map((rate) => ({ rate, line })),
  );
  return [...Map.groupBy(pairs, ({ rate }) => rate.id).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ rate: first.rate, lines: same.map(({ line }) => line) }] : [];
  });
}

/**
 * Splits the tax of each line (gross less net) over its rates by their percentages. The rates of a
 * reverse charge add up to zero; each is charged on the net.
 */
function taxInside(company: Company, lines: DiscountedLine[]): TaxDetail {
  const taxed = lines.flatMap(({ code, net, gross }): Taxed[] => {
    const rates = code === undefined ? [] : ratesOf(company, code);
    const percents = rates.map((rate) => rate.percent);
    const amounts = sumOf(percents).eq(0)
      ? percents.map((percent) => cents(net.times(percent).div(100)))
      : discountShares(gross.minus(net), percents);
    return rates.map((rate, index) => ({ rate, net, amount: amounts[index] ?? Big(0) }));
  });
  const groups = [...Map.groupBy(taxed, ({ rate }) => rate.id).values()];
  return detailOf(
    groups.flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const net = sumOf(same.map((one) => one.net));
      return [{ rate: first.rate, net, amount: sumOf(same.map((one) => one.amount)) }];
    }),
  );
}

function detailOf(taxed: Taxed[]): TaxDetail {
  const lines: TaxLine[] = taxed.map(({ rate, net, amount }) => taxLine(rate, net, amount));
  return { TotalTax: wireNumber(sumOf(taxed.map((one) => one.amount))), TaxLine: lines };
}
