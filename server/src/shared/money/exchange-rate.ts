import * as z from 'zod';
import { type FieldErrors, number, wrong } from '../checks/field-problems.ts';
import { inputLimits } from '../checks/input-limits.ts';
import type { CompanyProfile } from '../contract/company-profile.ts';
import { isPlainDate } from '../dates/due-date.ts';
import { Big, type Decimal, parseDecimal } from './money.ts';

/**
 * Home-currency units for one unit of a foreign currency on one date. `rate` is text as QuickBooks
 * returned it or the user typed it.
 */
export const exchangeRate = z.object({
  currency: z.string().max(inputLimits.code),
  date: z.string().max(10),
  rate: z.string().max(40),
  from: z.enum(['quickbooks', 'typed']),
  /** QuickBooks' rate that a typed one replaced; absent when QuickBooks has none. */
  quickbooks: z.string().max(40).optional(),
});

export type ExchangeRate = z.infer<typeof exchangeRate>;

type Details = { currency: string; issueDate: string; exchangeRate?: ExchangeRate | undefined };
type Home = Pick<CompanyProfile, 'multiCurrency' | 'homeCurrency' | 'currencies'>;

/** QuickBooks accepts an ExchangeRate with up to seven decimals. */
const rateDecimals = 7;

/**
 * A typed rate further than this factor from QuickBooks' rate of the day has a misplaced decimal
 * point.
 */
const mostApart = 5;

/** QuickBooks' rate; null when it has none. */
type Known = Decimal | null | undefined;

/**
 * All readings of a typed rate: a single comma before three digits is a decimal point or groups
 * thousands.
 */
const readingsOf = (typed: string): Big[] => {
  const withPoint = /^[^.,]*,[^.,]*$/.test(typed) ? typed.replace(',', '.') : typed;
  const readings = [parseDecimal(withPoint)];
  if (/^\s*[1-9]\d{0,2},\d{3}\s*$/.test(typed)) readings.push(parseDecimal(typed));
  return readings.filter((reading) => reading !== null);
};

/**
 * Reads a typed rate. Of two readings it takes the one near QuickBooks' rate, else the first. Null
 * when it is not a number, or when it has two readings and QuickBooks has no rate.
 */
export const parseRate = (typed: string, quickbooks?: Known): Big | null => {
  const readings = readingsOf(typed);
  if (readings.length < 2) return readings[0] ?? null;
  if (!parseDecimal(quickbooks ?? '')?.gt(0)) return null;
  return readings.find((rate) => !isFarRate(rate, quickbooks)) ?? readings[0] ?? null;
};

/**
 * Both readings of a rate that QuickBooks' rate does not decide between, as `16.2 16200`; else
 * null.
 */
const ambiguousRate = (typed: string, quickbooks?: Known): string | null => {
  const readings = readingsOf(typed);
  const open = readings.length > 1 && parseRate(typed, quickbooks) === null;
  return open ? readings.map((rate) => rate.toFixed()).join(' ') : null;
};

/** Whether a rate is more than `mostApart` times above or below QuickBooks' rate. */
export const isFarRate = (rate: Big, quickbooks: Known): boolean => {
  const known = parseDecimal(quickbooks ?? '');
  if (!known?.gt(0)) return false;
  return rate.gt(known.times(mostApart)) || rate.times(mostApart).lt(known);
};

/** Whether an invoice in this currency needs an exchange rate; only in multi-currency companies. */
export const isForeign = (currency: string, { multiCurrency, homeCurrency }: Home): boolean =>
  multiCurrency && currency !== '' && currency !== homeCurrency;

/** The invoice's rate if it is for the current currency and issue date; else null. */
export const rateOfInvoice = ({ currency, issueDate, exchangeRate }: Details) =>
  exchangeRate?.currency === currency && exchangeRate.date === issueDate ? exchangeRate : null;

/**
 * Currency and date of the rate that an invoice lacks; null when it needs none, has one, or has no
 * valid currency or date yet.
 */
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

/** The ExchangeRate to send; null for an invoice in the home currency or without a usable rate. */
export const rateToSend = (details: Details, profile: Home): Decimal | null => {
  if (!isForeign(details.currency, profile)) return null;
  const known = rateOfInvoice(details);
  const rate = parseRate(known?.rate ?? '', known?.quickbooks);
  return rate?.gt(0) ? rate.toFixed() : null;
};

/**
 * Converts an amount of the invoice to the company's home currency; null without a rate to send.
 */
export const inHomeCurrency = (amount: Decimal, details: Details, profile: Home): Big | null => {
  const rate = rateToSend(details, profile);
  return rate === null ? null : new Big(amount).times(rate);
};

/**
 * Requires a usable rate for a foreign invoice: without one, QuickBooks records the invoice 1:1.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
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
