import type { Books, TaxCode } from './books.ts';
import type { DraftContent, DraftLine } from './draft-content.ts';
import { Big, cents, type Decimal, money, sum, zero } from './money.ts';

/** Tax of one rate: `base` is what it is worked out on, after the whole-invoice discount. */
export type TaxRow = { name: string; percent: Decimal; base: Decimal; tax: Decimal };

export type Rate = TaxCode['rates'][number];

/** A line's amount without tax and the rates that apply to it. */
export type Taxed = { amount: Big; rates: Rate[] };

type RateTax = { rate: Rate; base: Big; tax: Big };

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

/** Tax by rate, first met first, on the lines' amounts less their share of the discount. */
export const taxByRate = (lines: Taxed[], subtotal: Big, discount: Big): RateTax[] => {
  const met = new Map<string, { rate: Rate; amount: Big }>();
  for (const { amount, rates } of lines) {
    for (const rate of rates) {
      const before = met.get(rate.id)?.amount ?? zero;
      met.set(rate.id, { rate, amount: before.plus(amount) });
    }
  }
  return [...met.values()].map(({ rate, amount }) => {
    const share = subtotal.eq(0) ? zero : discount.times(amount).div(subtotal);
    const base = cents(amount.minus(share));
    return { rate, base, tax: cents(base.times(rate.percent).div(100)) };
  });
};

/** The same rows making `tax` in all: what is left over goes to the largest of them. */
export const fitTax = (rows: RateTax[], tax: Big): RateTax[] => {
  const over = tax.minus(sum(rows.map((row) => row.tax)));
  const largest = rows.reduce<RateTax | null>(
    (best, row) => (best === null || row.tax.gt(best.tax) ? row : best),
    null,
  );
  return rows.map((row) => (row === largest ? { ...row, tax: row.tax.plus(over) } : row));
};

export const taxRow = ({ rate, base, tax }: RateTax): TaxRow => ({
  name: rate.name,
  percent: rate.percent,
  base: money(base),
  tax: money(tax),
});
