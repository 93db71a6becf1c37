import { records } from './companies.ts';
import { group, type Row } from './row.ts';
import { sources } from './sources.ts';
import { chosen, named } from './typed.ts';

const currency = 'details.currency';
const date = '2026-11-16';

const foreign = chosen(records.foreignCustomer, 'EUR');

/** An invoice in euros of this date, at a typed rate. */
const atRate = (rate: string) => ({
  ...foreign,
  [currency]: 'EUR',
  'details.issueDate': date,
  'details.dueDate': '',
  'details.exchangeRate': { currency: 'EUR', date, rate, from: 'typed' },
});

const { 'details.exchangeRate': entered } = atRate('0.86');

/** The date and rate of an invoice that was changed to euros. */
const { [currency]: _, ...atDate } = { ...atRate('0.86') };

const mismatchRows = group({ company: 'uk', source: sources.currencies }, [
  {
    when: 'the invoice is in pounds and the customer in euros: another customer in pounds',
    typed: { ...chosen(records.foreignCustomer, 'EUR'), [currency]: 'GBP' },
    quickbooks: { rejects: '6000', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'EUR' },
    resolution: { fix: 'customer' },
  },
  {
    when: 'the invoice is in pounds and the customer in euros: billed in euros',
    typed: { ...foreign, [currency]: 'GBP' },
    quickbooks: { rejects: '6000', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'EUR' },
    resolution: { fix: 'currency', convertAt: '1.16', enter: atDate },
  },
  {
    when: 'the invoice is in euros and the customer in pounds: a new customer in euros',
    typed: { ...atRate('0.86'), ...chosen(records.customer, 'GBP') },
    quickbooks: { rejects: '6000', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'GBP' },
    resolution: { fix: 'new_customer' },
  },
  {
    when: 'the invoice is in euros and the customer in pounds: billed in pounds',
    typed: { ...atRate('0.86'), ...chosen(records.customer, 'GBP') },
    quickbooks: { rejects: '6000', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'GBP' },
    resolution: { fix: 'currency', convertAt: '0.86' },
  },
  {
    when: 'the invoice is in euros and the customer was chosen without a currency',
    typed: { ...atRate('0.86'), ...chosen(records.customer) },
    quickbooks: { rejects: '6000', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'GBP' },
    resolution: { fix: 'currency', convertAt: '0.86' },
  },
  {
    when: 'the invoice has no currency and the customer is in euros',
    typed: { ...foreign, [currency]: '' },
    quickbooks: { rejects: '6000', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'required' },
    resolution: { enter: { ...atRate('0.86') } },
  },
  {
    when: 'the currency is a word',
    source: sources.errorCodes,
    typed: { ...chosen(records.customer, 'GBP'), [currency]: 'pounds' },
    quickbooks: { rejects: '2220', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'GBP' },
    resolution: { fix: 'currency', convertAt: '1' },
  },
  {
    when: 'the currency is written in small letters',
    source: sources.errorCodes,
    typed: { ...chosen(records.customer, 'GBP'), [currency]: 'gbp' },
    quickbooks: { rejects: '2220', element: 'CurrencyRef' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'GBP' },
    resolution: { fix: 'currency', convertAt: '1' },
  },
  {
    when: 'the company does not have the currency of the new customer',
    typed: { ...named('Zürich Werkstatt'), [currency]: 'CHF' },
    quickbooks: { rejects: '2500' },
    finding: { path: currency, problem: 'currency_mismatch', limit: 'GBP' },
    resolution: { fix: 'currency', convertAt: '0.89' },
  },
  {
    when: 'several currencies were turned off after the form was opened',
    company: 'us',
    typed: { [currency]: 'EUR' },
    outdated: { multiCurrency: true, currencies: ['USD', 'EUR'] },
    quickbooks: { rejects: '6000' },
    finding: { path: currency, problem: 'multicurrency_off', limit: 'USD' },
    resolution: { fix: 'currency', convertAt: '1.16' },
  },
  {
    when: 'several currencies were turned off and the customer is new',
    company: 'us',
    typed: { ...named('Lakeside Kiosk'), [currency]: 'EUR' },
    outdated: { multiCurrency: true, currencies: ['USD', 'EUR'] },
    quickbooks: { rejects: '6000' },
    finding: { path: currency, problem: 'multicurrency_off', limit: 'USD' },
    resolution: { fix: 'currency', convertAt: '1.16' },
  },
]);

/** Without a usable rate, QuickBooks records a foreign invoice one to one. */
const rateRows = group(
  {
    company: 'uk',
    source: sources.invoice,
    quickbooks: { alters: 'ExchangeRate', stored: 1 },
    resolution: { enter: { 'details.exchangeRate': entered } },
  },
  [
    {
      when: 'there is no exchange rate',
      typed: { ...foreign, [currency]: 'EUR', 'details.issueDate': date, 'details.dueDate': '' },
      finding: { path: 'details.exchangeRate', problem: 'required' },
    },
    {
      when: 'the exchange rate is for another date',
      typed: { ...atRate('0.86'), 'details.issueDate': '2026-11-17' },
      finding: { path: 'details.exchangeRate', problem: 'required' },
      resolution: { enter: { 'details.exchangeRate': { ...entered, date: '2026-11-17' } } },
    },
    {
      when: 'the exchange rate is empty',
      typed: atRate(''),
      finding: { path: 'details.exchangeRate', problem: 'required' },
    },
    {
      when: 'the exchange rate is not a number',
      typed: atRate('about 0.86'),
      finding: { path: 'details.exchangeRate', problem: 'not_a_number' },
    },
    {
      when: 'the exchange rate can be read in two ways',
      typed: atRate('1,234'),
      finding: { path: 'details.exchangeRate', problem: 'number_ambiguous', limit: '1.234 1234' },
      resolution: { fix: 0 },
    },
    {
      when: 'the exchange rate is zero',
      typed: atRate('0'),
      finding: { path: 'details.exchangeRate', problem: 'not_positive' },
    },
    {
      when: 'the exchange rate is negative',
      typed: atRate('-0.86'),
      finding: { path: 'details.exchangeRate', problem: 'not_positive' },
    },
    {
      when: 'the exchange rate has eight decimals',
      typed: atRate('0.86123456'),
      quickbooks: { alters: 'ExchangeRate', stored: 0.8612346 },
      finding: { path: 'details.exchangeRate', problem: 'too_many_decimals', limit: 7 },
      resolution: { fix: 0 },
    },
  ],
);

export const currencyRows: Row[] = [...mismatchRows, ...rateRows];
