import type { Conversion, DraftContent } from '../contract/draft-content.ts';
import { parseRate } from './exchange-rate.ts';
import { withFees } from './fees.ts';
import { Big, type Decimal, decimals, parseDecimal } from './money.ts';

type Money = Pick<DraftContent, 'lines' | 'discount' | 'shipping'> & {
  details: Pick<DraftContent['details'], 'currency' | 'amountsIn' | 'conversion'>;
};

/**
 * The currency of the typed amounts: `amountsIn` until they are converted or kept, else the
 * invoice's.
 */
export const amountsCurrency = ({ currency, amountsIn }: Money['details']): string =>
  amountsIn || currency;

/**
 * Applies `change` to every typed amount; percentages and quantities stay. The prices of fees follow
 * from the changed ones.
 */
const mapAmounts = <C extends Money>(
  content: C,
  change: (typed: string, at: string) => string,
): C => {
  const mapDiscount = (discount: DraftContent['discount'], at: string) =>
    discount.kind === 'amount' ? { ...discount, value: change(discount.value, at) } : discount;
  return {
    ...content,
    lines: withFees(
      content.lines.map((line) => ({
        ...line,
        ...(!line.fee && { unitPrice: change(line.unitPrice, `price ${line.key}`) }),
        ...(line.bundle && {
          bundle: {
            ...line.bundle,
            parts: line.bundle.parts.map((part, index) => ({
              ...part,
              unitPrice: change(part.unitPrice, `part ${index} ${line.key}`),
            })),
          },
        }),
        discount: mapDiscount(line.discount, `discount ${line.key}`),
      })),
    ),
    discount: mapDiscount(content.discount, 'discount'),
    ...(content.shipping && {
      shipping: { ...content.shipping, amount: change(content.shipping.amount, 'shipping') },
    }),
  };
};

const allAmounts = (content: Money): { at: string; typed: string }[] => {
  const found: { at: string; typed: string }[] = [];
  mapAmounts(content, (typed, at) => {
    found.push({ at, typed });
    return typed;
  });
  return found;
};

/** Typed amounts that are a number other than zero. */
const amountsOf = (content: Money) =>
  allAmounts(content).filter(({ typed }) => parseDecimal(typed)?.eq(0) === false);

/**
 * The currency of the amounts if it differs from the invoice's, so that the user must convert or
 * keep them. Null when it does not, or when all amounts are zero.
 */
export const unconverted = (content: Money): string | null => {
  const { currency, amountsIn } = content.details;
  const other = amountsIn !== undefined && amountsIn !== '' && amountsIn !== currency;
  return other && amountsOf(content).length > 0 ? amountsIn : null;
};

const rateDecimals = 7;

/**
 * Units of the second currency for one unit of the first, from the home-currency rate of each; null
 * when a rate is missing or not positive, or the result rounds to zero.
 */
export const crossRate = (fromHome: Decimal, toHome: Decimal): Decimal | null => {
  const [from, to] = [parseRate(fromHome), parseRate(toHome)];
  if (!from?.gt(0) || !to?.gt(0)) return null;
  const rate = from.div(to).round(rateDecimals);
  return rate.gt(0) ? rate.toFixed() : null;
};

/** Currencies whose amounts have no decimals in ordinary use, by ISO 4217. */
const wholeCurrencies = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);

/** Whether amounts of this currency have no decimals in ordinary use. */
export const hasWholeAmounts = (currency: string): boolean => wholeCurrencies.has(currency);

/**
 * Decimals of a converted amount. Two for dinars too: QuickBooks stores the amounts of lines and
 * totals with two decimals in every currency.
 */
const usualDecimals = (currency: string): number => (hasWholeAmounts(currency) ? 0 : 2);

/**
 * Converts one amount, a unit price or a discount. Rounds half up to the decimals of the currency
 * (none for yen, else two), to four below 10, and to more if the typed amount had more than its own
 * currency; seven at most.
 */
const converted = (
  typed: string,
  rate: Big,
  { from, to }: { from: string; to: string },
): string => {
  const value = parseDecimal(typed);
  if (!value || value.eq(0)) return typed;
  const exact = value.times(rate);
  const usual = usualDecimals(to);
  const finer = Math.max(0, decimals(value) - Math.max(2, usualDecimals(from)));
  const places = Math.max(usual + finer, exact.abs().lt(10) ? 4 : 0);
  const rounded = exact.round(Math.min(places, rateDecimals), Big.roundHalfUp);
  return rounded.toFixed(Math.max(usual, decimals(rounded)));
};

const withDetails = <C extends Money>(content: C, details: Partial<Money['details']>): C => ({
  ...content,
  details: { ...content.details, ...details },
});

const originalOf = (known: Conversion | null, at: string, typed: string): string | null =>
  known?.amounts.find((one) => one.at === at && one.after === typed)?.before ?? null;

/** The conversion that produced the current amounts; null when there was none. */
const conversionOf = ({ details }: Money): Conversion | null =>
  details.conversion?.to === amountsCurrency(details) ? details.conversion : null;

/**
 * Converts the amounts back: those unchanged since the conversion get their original text, the
 * others use the inverse of its rate.
 */
const restored = <C extends Money>(content: C, known: Conversion): C => {
  const back = known.rate === null ? new Big(1) : new Big(1).div(known.rate);
  const currencies = { from: known.to, to: known.from };
  const amounts = mapAmounts(
    content,
    (typed, at) => originalOf(known, at, typed) ?? converted(typed, back, currencies),
  );
  return withDetails(amounts, {
    currency: known.from,
    amountsIn: undefined,
    conversion: undefined,
  });
};

/**
 * Sets the invoice's currency. Amounts stay in their own currency until `convertAmounts` or
 * `keepAmounts`. Back in the currency they were converted from, they get their original text if
 * none was edited.
 */
export const changeCurrency = <C extends Money>(content: C, currency: string): C => {
  const known = conversionOf(content);
  const amounts = amountsOf(content);
  const untouched = amounts.every(({ at, typed }) => originalOf(known, at, typed) !== null);
  if (known?.from === currency && untouched) return restored(content, known);
  const amountsIn = amountsCurrency(content.details);
  const same = amounts.length === 0 || amountsIn === '' || amountsIn === currency;
  return withDetails(content, { currency, amountsIn: same ? undefined : amountsIn });
};

/**
 * Builds the conversion to store after this step, combined with the earlier one if there was one.
 */
const chained = (
  content: Money,
  rate: Decimal | null,
  after: Money,
  source?: RateSource,
): Conversion => {
  const known = conversionOf(content);
  const { currency, ...details } = content.details;
  const results = new Map(allAmounts(after).map(({ at, typed }) => [at, typed]));
  const both = known?.rate && rate ? new Big(known.rate).times(rate).round(rateDecimals) : null;
  return {
    from: known?.from ?? amountsCurrency({ currency, ...details }),
    to: currency,
    rate: known ? (both?.toFixed() ?? null) : rate,
    ...(source && !known && { source }),
    amounts: amountsOf(content).flatMap(({ at, typed }) => {
      const before = known ? originalOf(known, at, typed) : typed;
      return before === null ? [] : [{ at, before, after: results.get(at) ?? typed }];
    }),
  };
};

type RateSource = NonNullable<Conversion['source']>;

/**
 * Converts the amounts to the invoice's currency; `rate` is units of it for one unit of theirs, and
 * `source` says where it is from.
 */
export const convertAmounts = <C extends Money>(
  content: C,
  rate: Decimal,
  source?: RateSource,
): C => {
  const known = conversionOf(content);
  const { currency } = content.details;
  if (known?.from === currency) {
    const backAt = new Big(1).div(rate).toFixed();
    return restored(content, { ...known, rate: backAt });
  }
  const currencies = { from: amountsCurrency(content.details), to: currency };
  const after = mapAmounts(content, (typed) => converted(typed, new Big(rate), currencies));
  const conversion = chained(content, rate, after, source);
  return withDetails(after, { amountsIn: undefined, conversion });
};

/**
 * Returns the form as it was before its amounts were converted, still to be converted to the
 * invoice's currency; null when they were not converted at a rate.
 */
export const beforeConversion = <C extends Money>(content: C): C | null => {
  const known = conversionOf(content);
  if (!known?.rate || content.details.amountsIn) return null;
  return changeCurrency(restored(content, known), content.details.currency);
};

/** Keeps the numbers and makes them amounts in the invoice's currency; the user chooses this. */
export const keepAmounts = <C extends Money>(content: C): C =>
  withDetails(content, { amountsIn: undefined, conversion: chained(content, null, content) });

/**
 * Returns the form in the deal's currency, to compare the two: converted back at the rate of the
 * conversion, or with unchanged amounts. Null without a rate between the two currencies.
 */
export const inDealCurrency = <C extends Money>(content: C, dealCurrency: string): C | null => {
  if (amountsCurrency(content.details) === dealCurrency) {
    return withDetails(content, { currency: dealCurrency, amountsIn: undefined });
  }
  const known = conversionOf(content);
  return known?.rate && known.from === dealCurrency ? restored(content, known) : null;
};
