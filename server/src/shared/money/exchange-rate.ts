import * as z from 'zod';
import { type FieldErrors, number, wrong } from '../checks/field-problems.ts';
import { inputLimits } from '../checks/input-limits.ts';
import type { CompanyProfile } from '../contract/company-profile.ts';
import { isPlainDate } from '../dates/due-date.ts';
import { Big, type Decimal, parseDecimal } from './money.ts';

/** Home units for one unit of a foreign currency on one date; `rate` is text as QuickBooks or the user gave it. */
export const exchangeRate = z.object({
  currency: z.string().max(inputLimits.code),
  date: z.string().max(10),
  rate: z.string().max(40),
  from: z.enum(['quickbooks', 'typed']),
  /** QuickBooks' own, which a typed one replaced; absent where QuickBooks gave none. */
  quickbooks: z.string().max(40).optional(),
});

export type ExchangeRate = z.infer<typeof exchangeRate>;

type Details = { currency: string; issueDate: string; exchangeRate?: ExchangeRate | undefined };
type Home = Pick<CompanyProfile, 'multiCurrency' | 'homeCurrency' | 'currencies'>;

/** Intuit: ExchangeRate takes seven decimals. */
const rateDecimals = 7;

/** No rate of a day is so far from another of it: a misplaced decimal point is. */
const mostApart = 5;

/** The decimal of QuickBooks; null where it gave none. */
type Known = Decimal | null | undefined;

/** What a typed rate can mean: a lone comma before three digits is a decimal point or groups thousands. */
const readingsOf = (typed: string): Big[] => {
  const withPoint = /^[^.,]*,[^.,]*$/.test(typed) ? typed.replace(',', '.') : typed;
  const readings = [parseDecimal(withPoint)];
  if (/^\s*[1-9]\d{0,2},\d{3}\s*$/.test(typed)) readings.push(parseDecimal(typed));
  return readings.filter((reading) => reading !== null);
};

/** Reads a rate. Of two readings it takes the one near QuickBooks' rate; null while nothing tells which. */
export const parseRate = (typed: string, quickbooks?: Known): Big | null => {
  const readings = readingsOf(typed);
  if (readings.length < 2) return readings[0] ?? null;
  if (!parseDecimal(quickbooks ?? '')?.gt(0)) return null;
  return readings.find((rate) => !isFarRate(rate, quickbooks)) ?? readings[0] ?? null;
};

/** Both readings of a rate that only the user can tell apart, as `16.2 16200`; null when it has one. */
const ambiguousRate = (typed: string, quickbooks?: Known): string | null => {
  const readings = readingsOf(typed);
  const open = readings.length > 1 && parseRate(typed, quickbooks) === null;
  return open ? readings.map((rate) => rate.toFixed()).join(' ') : null;
};

/** Whether a rate cannot be meant, as QuickBooks' rate shows. */
export const isFarRate = (rate: Big, quickbooks: Known): boolean => {
  const known = parseDecimal(quickbooks ?? '');
  if (!known?.gt(0)) return false;
  return rate.gt(known.times(mostApart)) || rate.times(mostApart).lt(known);
};

/** Whether an invoice in this currency is booked at a rate: only a multi-currency company has them. */
export const isForeign = (currency: string, { multiCurrency, homeCurrency }: Home): boolean =>
  multiCurrency && currency !== '' && currency !== homeCurrency;

/** The rate of an invoice, while it still belongs to the invoice's currency and date. */
export const rateOfInvoice = ({ currency, issueDate, exchangeRate }: Details) =>
  exchangeRate?.currency === currency && exchangeRate.date === issueDate ? exchangeRate : null;

/** Which rate an invoice still lacks; null when it needs none, has one, or names no currency or date yet. */
export const missingRate = (
  details: Details,
  profile: Home,
): { currency: string; date: string } | null => {
  const { currency, issueDate: date } = details;
  const known = profile.currencies.includes(currency) && isPlainDate(date);
  return known && isForeign(currency, profile) && !rateOfInvoice(details)
    ? { currency, date }
    : null;
};

/** What is sent as ExchangeRate; null for an invoice in the home currency. */
export const rateToSend = (details: Details, profile: Home): Decimal | null => {
  if (!isForeign(details.currency, profile)) return null;
  const known = rateOfInvoice(details);
  const rate = parseRate(known?.rate ?? '', known?.quickbooks);
  return rate?.gt(0) ? rate.toFixed() : null;
};

/** An amount of the invoice in the company's home currency; null while there is no usable rate. */
export const inHomeCurrency = (amount: Decimal, details: Details, profile: Home): Big | null => {
  const rate = rateToSend(details, profile);
  return rate === null ? null : new Big(amount).times(rate);
};

/** QuickBooks books a foreign invoice 1:1 when no rate is sent, so one without a rate is not sent. */
export const checkRate = (details: Details, profile: Home): FieldErrors => {
  const path = 'details.exchangeRate';
  if (missingRate(details, profile)) return wrong(path, 'required');
  const rate = rateOfInvoice(details);
  if (!rate || !isForeign(details.currency, profile)) return [];
  const limits = (value: Big): FieldErrors => {
    if (value.lte(0)) return wrong(path, 'not_positive');
    return isFarRate(value, rate.quickbooks) ? wrong(path, 'rate_far', rate.quickbooks) : [];
  };
  const readings = ambiguousRate(rate.rate, rate.quickbooks);
  if (readings) return wrong(path, 'number_ambiguous', readings);
  return number(path, rate.rate, rateDecimals, limits, (typed) =>
    parseRate(typed, rate.quickbooks),
  );
};
