import type { CompanyProfile, TaxCode } from '../contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../contract/draft-content.ts';
import { type Decimal, money } from '../money/money.ts';
import { spreadCents } from '../money/spread-cents.ts';
import {
  divideRounded,
  fromCents,
  scaledPercent,
  totalOf,
  wholePercent,
} from '../money/whole-cents.ts';
import type { TaxRounding } from './tax-rounding.ts';

/** Tax of one rate: `base` is what it is worked out on, after the whole-invoice discount. */
export type TaxRow = { name: string; percent: Decimal; base: Decimal; tax: Decimal };

export type Rate = TaxCode['rates'][number];

/**
 * A line's amount in cents after every discount, and the rates that apply to it. `known` says which of net
 * and gross was given and which follows from it; both where no discount touched the line.
 */
export type Taxed = {
  net: bigint;
  gross: bigint;
  rates: Rate[];
  known: 'net' | 'gross' | 'both';
};

/** In cents. */
export type RateTax = { rate: Rate; base: bigint; tax: bigint };

const ratesOf = (id: string | null, profile: CompanyProfile): Rate[] =>
  profile.taxCodes.find((code) => code.id === id)?.rates ?? [];

/** True unless line or item say that no sales tax applies (US). */
const taxable = (line: DraftLine): boolean | null => {
  if (line.taxCodeId === 'TAX') return true;
  if (line.taxCodeId === 'NON') return false;
  return line.item?.taxable ?? null;
};

/** QuickBooks alone can know the tax: automated sales tax, and a line that is not surely exempt. */
export const taxIsUnknown = (content: DraftContent, profile: CompanyProfile): boolean =>
  profile.taxRegime === 'us_automatic' && content.lines.some((line) => taxable(line) !== false);

/** The rates of a line under the company's tax regime. */
export const lineRates = (
  line: DraftLine,
  content: DraftContent,
  profile: CompanyProfile,
): Rate[] => {
  if (profile.taxRegime === 'per_line') {
    return content.details.taxMode === 'none' ? [] : ratesOf(line.taxCodeId, profile);
  }
  const taxed = profile.taxRegime === 'us_manual' && taxable(line) === true;
  return taxed ? ratesOf(content.details.salesTaxCodeId, profile) : [];
};

const scaled = new WeakMap<Rate, bigint>();

/** Read once for each rate, not on every line. */
const percentOfRate = (rate: Rate): bigint => {
  const known = scaled.get(rate) ?? scaledPercent(rate.percent);
  scaled.set(rate, known);
  return known;
};

/** What rates add up to, as `scaledPercent` makes it. */
export const percentOf = (rates: Rate[]): bigint => totalOf(rates.map(percentOfRate));

/** The net of an amount that contains the tax. */
export const netOfGross = (gross: bigint, percent: bigint): bigint =>
  divideRounded(gross * wholePercent, wholePercent + percent);

export const grossOfNet = (net: bigint, percent: bigint): bigint =>
  divideRounded(net * (wholePercent + percent), wholePercent);

const byRate = (
  parts: RateTax[],
  taxOf: (base: bigint, taxes: bigint, rate: Rate) => bigint,
): RateTax[] => {
  const met = new Map<string, RateTax>();
  for (const { rate, base, tax } of parts) {
    const before = met.get(rate.id);
    met.set(rate.id, {
      rate,
      base: base + (before?.base ?? 0n),
      tax: tax + (before?.tax ?? 0n),
    });
  }
  return [...met.values()].map(({ rate, base, tax }) => ({
    rate,
    base,
    tax: taxOf(base, tax, rate),
  }));
};

const rateTimes = (base: bigint, rate: Rate): bigint =>
  divideRounded(base * percentOfRate(rate), wholePercent);

/** Tax that is added to the lines' net amounts: one row for each rate, first met first. */
export const taxOnTop = (lines: Taxed[], rounding: TaxRounding): RateTax[] => {
  const perLine = rounding === 'per_line';
  const parts = lines.flatMap(({ net, rates }) =>
    rates.map((rate) => ({ rate, base: net, tax: perLine ? rateTimes(net, rate) : 0n })),
  );
  return byRate(parts, (base, taxes, rate) => (perLine ? taxes : rateTimes(base, rate)));
};

/** Lines under the same rates as if they were one, for tax that is rounded on the sum. */
const mergedBySameRates = (lines: Taxed[]): Taxed[] => {
  const met = new Map<string, Taxed>();
  for (const line of lines) {
    const key = line.rates.map(({ id }) => id).join(' ');
    const before = met.get(key);
    met.set(key, {
      rates: line.rates,
      net: line.net + (before?.net ?? 0n),
      gross: line.gross + (before?.gross ?? 0n),
      known: line.known === 'both' ? (before?.known ?? 'both') : line.known,
    });
  }
  return [...met.values()];
};

const netAndGross = ({ net, gross, rates, known }: Taxed): { net: bigint; gross: bigint } => {
  if (known === 'gross') return { net: netOfGross(gross, percentOf(rates)), gross };
  return { net, gross: known === 'net' ? grossOfNet(net, percentOf(rates)) : gross };
};

/** Tax that inclusive prices contain: what remains between gross and net, shared by the line's rates. */
export const taxInside = (
  lines: Taxed[],
  rounding: TaxRounding,
): { net: bigint; tax: bigint; rows: RateTax[] } => {
  const parts = rounding === 'per_line' ? lines : mergedBySameRates(lines);
  const worked = parts.map((part) => ({ rates: part.rates, ...netAndGross(part) }));
  const rows = worked.flatMap(({ rates, net, gross }) => {
    const shares = spreadCents(gross - net, rates.map(percentOfRate));
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
