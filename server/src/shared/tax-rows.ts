import type { Books, TaxCode } from './books.ts';
import type { DraftContent, DraftLine } from './draft-content.ts';
import { Big, cents, type Decimal, money, percentage, sum, zero } from './money.ts';
import { spreadCents } from './spread-cents.ts';
import type { TaxRounding } from './tax-rounding.ts';

/** Tax of one rate: `base` is what it is worked out on, after the whole-invoice discount. */
export type TaxRow = { name: string; percent: Decimal; base: Decimal; tax: Decimal };

export type Rate = TaxCode['rates'][number];

/**
 * A line's amount after every discount, and the rates that apply to it. `known` says which of the two was
 * given and which follows from it; both where no discount touched the line.
 */
export type Taxed = { net: Big; gross: Big; rates: Rate[]; known: 'net' | 'gross' | 'both' };

export type RateTax = { rate: Rate; base: Big; tax: Big };

const ratesOf = (id: string | null, books: Books): Rate[] =>
  books.taxCodes.find((code) => code.id === id)?.rates ?? [];

/** True unless line or item say that no sales tax applies (US). */
const taxable = (line: DraftLine): boolean | null => {
  if (line.taxCodeId === 'TAX') return true;
  if (line.taxCodeId === 'NON') return false;
  return line.item?.taxable ?? null;
};

/** QuickBooks alone can know the tax: automated sales tax, and a line that is not surely exempt. */
export const taxIsUnknown = (content: DraftContent, books: Books): boolean =>
  books.taxRegime === 'us_automatic' && content.lines.some((line) => taxable(line) !== false);

/** The rates of a line under the company's tax regime. */
export const lineRates = (line: DraftLine, content: DraftContent, books: Books): Rate[] => {
  if (books.taxRegime === 'per_line') {
    return content.details.taxMode === 'none' ? [] : ratesOf(line.taxCodeId, books);
  }
  const taxed = books.taxRegime === 'us_manual' && taxable(line) === true;
  return taxed ? ratesOf(content.details.salesTaxCodeId, books) : [];
};

export const percentOf = (rates: Rate[]): Big => sum(rates.map((rate) => new Big(rate.percent)));

const byRate = (parts: RateTax[], taxOf: (base: Big, taxes: Big, rate: Rate) => Big): RateTax[] => {
  const met = new Map<string, RateTax>();
  for (const { rate, base, tax } of parts) {
    const before = met.get(rate.id);
    met.set(rate.id, {
      rate,
      base: base.plus(before?.base ?? zero),
      tax: tax.plus(before?.tax ?? zero),
    });
  }
  return [...met.values()].map(({ rate, base, tax }) => ({
    rate,
    base,
    tax: taxOf(base, tax, rate),
  }));
};

const rateTimes = (base: Big, rate: Rate): Big => cents(percentage(base, new Big(rate.percent)));

/** Tax that is added to the lines' net amounts: one row for each rate, first met first. */
export const taxOnTop = (lines: Taxed[], rounding: TaxRounding): RateTax[] => {
  const perLine = rounding === 'per_line';
  const parts = lines.flatMap(({ net, rates }) =>
    rates.map((rate) => ({ rate, base: net, tax: perLine ? rateTimes(net, rate) : zero })),
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
      net: line.net.plus(before?.net ?? zero),
      gross: line.gross.plus(before?.gross ?? zero),
      known: line.known === 'both' ? (before?.known ?? 'both') : line.known,
    });
  }
  return [...met.values()];
};

const netAndGross = ({ net, gross, rates, known }: Taxed): { net: Big; gross: Big } => {
  const factor = percentOf(rates).div(100).plus(1);
  if (known === 'gross') return { net: cents(gross.div(factor)), gross };
  return { net, gross: known === 'net' ? cents(net.times(factor)) : gross };
};

/** Tax that inclusive prices contain: what remains between gross and net, shared by the line's rates. */
export const taxInside = (
  lines: Taxed[],
  rounding: TaxRounding,
): { net: Big; tax: Big; rows: RateTax[] } => {
  const parts = rounding === 'per_line' ? lines : mergedBySameRates(lines);
  const worked = parts.map((part) => ({ rates: part.rates, ...netAndGross(part) }));
  const rows = worked.flatMap(({ rates, net, gross }) => {
    const shares = spreadCents(
      gross.minus(net),
      rates.map((rate) => new Big(rate.percent)),
    );
    return rates.map((rate, at) => ({ rate, base: net, tax: shares[at] ?? zero }));
  });
  return {
    net: sum(worked.map(({ net }) => net)),
    tax: sum(worked.map(({ net, gross }) => gross.minus(net))),
    rows: byRate(rows, (_base, taxes) => taxes),
  };
};

export const taxRow = ({ rate, base, tax }: RateTax): TaxRow => ({
  name: rate.name,
  percent: rate.percent,
  base: money(base),
  tax: money(tax),
});
