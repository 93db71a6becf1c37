import Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Ref } from './entities.ts';
import { wireNumber } from './money.ts';
import { type Company, isMultiCurrency } from './realm.ts';

interface CurrencyFields {
  CurrencyRef?: Ref;
  ExchangeRate?: number;
}

/** Reference to a currency of the company's list; throws 2500 for any other. */
export function currencyRef(company: Company, code: string): Ref {
  const known = Object.values(company.currencies).find((one) => one.Code === code);
  if (!known) throw refusal('2500', `Invalid Reference Id : Currency element id ${code} not found`);
  return { value: code, name: known.Name };
}

const dayMs = 86_400_000;

/**
 * Home currency units per unit of `code` on `date`, as text; 1 for the home currency. Throws 2500
 * for an unknown code. Rates vary by half a percent around the seeded rate and repeat every 11
 * days.
 */
export function rateOf(company: Company, code: string, date: string): string {
  if (code === company.currency) return '1';
  const rate = company.rates[code];
  if (rate === undefined)
    throw refusal('2500', `Invalid Reference Id : Currency element id ${code} not found`);
  const day = Date.parse(date) / dayMs;
  const thousandths = Big((day % 11) - 5).div(1000);
  return Big(rate).times(thousandths.plus(1)).round(6).toString();
}

/** The exchange rate of a sale that sends none: 1, or the rate of its date. */
export type RateWithoutOne = 'one' | 'of_the_day';

/**
 * The currency and rate of a sale. A sale must use its customer's currency; without multi-currency
 * it must use the home currency and has no rate. Intuit: manage multiple currencies.
 */
export function currencyOfSale(
  company: Company,
  customerCurrency: Ref | undefined,
  sent: { CurrencyRef?: Ref; ExchangeRate?: Big },
  { date, rateWithoutOne = 'of_the_day' }: { date: string; rateWithoutOne?: RateWithoutOne },
): CurrencyFields {
  const wanted = sent.CurrencyRef?.value ?? company.currency;
  if (!/^[A-Z]{3}$/.test(wanted))
    throw refusal('2220', `Invalid Currency : ${wanted}`, 'CurrencyRef');
  if (!isMultiCurrency(company)) {
    if (wanted !== company.currency)
      throw businessRefusal('Multi Currency should be enabled to perform this operation.');
    return { CurrencyRef: currencyRef(company, wanted) };
  }
  const owned = customerCurrency?.value ?? company.currency;
  if (wanted !== owned)
    throw businessRefusal(
      `The currency of the transaction (${wanted}) is not the currency of the customer (${owned}). You can only use one foreign currency per transaction.`,
      'CurrencyRef',
    );
  const ownRate = wanted === company.currency || rateWithoutOne === 'one';
  const otherwise = ownRate ? '1' : rateOf(company, wanted, date);
  const rate = wanted === company.currency ? Big(1) : (sent.ExchangeRate ?? Big(otherwise));
  return { CurrencyRef: currencyRef(company, wanted), ExchangeRate: wireNumber(rate, 7) };
}

/** Converts an amount to home currency; undefined without multi-currency. */
export function homeAmount(
  company: Company,
  rate: number | undefined,
  amount: Big,
): number | undefined {
  return isMultiCurrency(company) && rate !== undefined
    ? wireNumber(amount.times(rate))
    : undefined;
}
