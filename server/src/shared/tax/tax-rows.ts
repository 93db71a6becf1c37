import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { type Decimal, money } from '../money/money.ts';
import { soldLines } from '../money/sold-lines.ts';
import { spreadCents } from '../money/spread-cents.ts';
import {
  divideRounded,
  fromCents,
  scaledPercent,
  totalOf,
  wholePercent,
} from '../money/whole-cents.ts';
import type { TaxRounding } from './tax-rounding.ts';
import { isTaxable, type Rate, taxRulesOf } from './tax-rules.ts';

/** Tax of one rate; `base` is the taxed amount, after the whole-invoice discount. */
export type TaxRow = { name: string; percent: Decimal; base: Decimal; tax: Decimal };

/**
 * A line's amount in cents after every discount, and its rates. `known` is the amount that was
 * given, from which the other follows; `both` when no discount touched the line.
 */
export type Taxed = {
  net: bigint;
  gross: bigint;
  rates: Rate[];
  known: 'net' | 'gross' | 'both';
};

/** In cents. */
export type RateTax = { rate: Rate; base: bigint; tax: bigint };

/**
 * True when only QuickBooks can calculate the tax: automated sales tax, and a line or shipping that
 * is not exempt.
 */
export const taxIsUnknown = (
  { lines, shipping }: DraftContent,
  profile: CompanyProfile,
): boolean => {
  const isExempt = (line: DraftContent['lines'][number]) =>
    soldLines(line).every((sold) => isTaxable(sold) === false);
  const isShippingExempt = !shipping || shipping.taxCodeId === 'NON';
  return taxRulesOf(profile).isByAddress && !(isShippingExempt && lines.every(isExempt));
};

const scaled = new WeakMap<Rate, bigint>();

/** Parses each rate once instead of on every line. */
const percentOfRate = (rate: Rate): bigint => {
  const known = scaled.get(rate) ?? scaledPercent(rate.percent);
  scaled.set(rate, known);
  return known;
};

/** Sum of the rates' percentages, scaled like `scaledPercent`. */
export const percentOf = (rates: Rate[]): bigint => totalOf(rates.map(percentOfRate));

/** Removes the tax from an amount that contains it. */
export const netOfGross = (gross: bigint, percent: bigint): bigint =>
  divideRounded(gross * wholePercent, wholePercent + percent);

export const grossOfNet = (net: bigint, percent: bigint): bigint =>
  divideRounded(net * (wholePercent + percent), wholePercent);

const byRate = (
  parts: RateTax[],
  taxOf: (base: bigint, taxes: bigint, rate: Rate) => bigint,
): RateTax[] => {
  const rows = new Map<string, RateTax>();
  for (const { rate, base, tax } of parts) {
    const before = rows.get(rate.id);
    rows.set(rate.id, {
      rate,
      base: base + (before?.base ?? 0n),
      tax: tax + (before?.tax ?? 0n),
    });
  }
  return [...rows.values()].map(({ rate, base, tax }) => ({
    rate,
    base,
    tax: taxOf(base, tax, rate),
  }));
};

const rateTimes = (base: bigint, rate: Rate): bigint =>
  divideRounded(base * percentOfRate(rate), wholePercent);

/** Calculates tax on top of the lines' net amounts: one row per rate, in order of first use. */
export const taxOnTop = (lines: Taxed[], rounding: TaxRounding): RateTax[] => {
  const perLine = rounding === 'per_line';
  const parts = lines.flatMap(({ net, rates }) =>
    rates.map((rate) => ({ rate, base: net, tax: perLine ? rateTimes(net, rate) : 0n })),
  );
  return byRate(parts, (base, taxes, rate) => (perLine ? taxes : rateTimes(base, rate)));
};

/** Merges lines with the same rates, for tax that is rounded on the sum. */
const mergedBySameRates = (lines: Taxed[]): Taxed[] => {
  const merged = new Map<string, Taxed>();
  for (const line of lines) {
    const key = line.rates.map(({ id }) => id).join(' ');
    const before = merged.get(key);
    merged.set(key, {
      rates: line.rates,
      net: line.net + (before?.net ?? 0n),
      gross: line.gross + (before?.gross ?? 0n),
      known: line.known === 'both' ? (before?.known ?? 'both') : line.known,
    });
  }
  return [...merged.values()];
};

const netAndGross = ({ net, gross, rates, known }: Taxed): { net: bigint; gross: bigint } => {
  if (known === 'gross') return { net: netOfGross(gross, percentOf(rates)), gross };
  return { net, gross: known === 'net' ? grossOfNet(net, percentOf(rates)) : gross };
};

/**
 * Splits the tax in a price over its rates. Rates that cancel each other out, as in a reverse
 * charge, are each charged on the net.
 */
const sharesOf = (tax: bigint, net: bigint, rates: Rate[]): bigint[] =>
  percentOf(rates) === 0n
    ? rates.map((rate) => rateTimes(net, rate))
    : spreadCents(tax, rates.map(percentOfRate));

/** Calculates the tax in inclusive prices: gross less net, split over the line's rates. */
export const taxInside = (
  lines: Taxed[],
  rounding: TaxRounding,
): { net: bigint; tax: bigint; rows: RateTax[] } => {
  const parts = rounding === 'per_line' ? lines : mergedBySameRates(lines);
  const worked = parts.map((part) => ({ rates: part.rates, ...netAndGross(part) }));
  const rows = worked.flatMap(({ rates, net, gross }) => {
    const shares = sharesOf(gross - net, net, rates);
    return rates.map((rate, at) => ({ rate, base: net, tax: shares[at] ?? 0n }));
  });
  return {
    net: totalOf(worked.map(({ net }) => net)),
    tax: totalOf(worked.map(({ net, gross }) => gross - net)),
    rows: byRate(rows, (_base, taxes) => taxes),
  };
};

export const taxRow = ({ rate, base, tax }: RateTax): TaxRow => ({
  name: rate.name,
  percent: rate.percent,
  base: money(fromCents(base)),
  tax: money(fromCents(tax)),
});
