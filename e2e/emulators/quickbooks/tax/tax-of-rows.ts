import Big from 'big.js';
import type { TaxDetail } from '../company/entities.ts';
import type { TaxLineInput } from '../company/invoice-body.ts';
import { cents, sumOf, wireNumber } from '../company/money.ts';
import type { Company } from '../company/realm.ts';
import { businessRefusal } from '../wire/faults.ts';
import { ratesOf, taxLine } from './rates.ts';
import type { TaxableSale } from './taxable-sale.ts';

/**
 * Takes the tax from the sent rows, outside the US. Throws 6000 unless every rate in use has a row,
 * even a zero one: a Quebec sale needs a QST row of 0 beside a GST of 1.10 (production, August
 * 2026).
 */
export function taxOfRows(
  company: Company,
  { lines }: TaxableSale,
  rows: readonly TaxLineInput[],
): TaxDetail {
  const named = new Set(rows.map((row) => row.TaxLineDetail.TaxRateRef?.value));
  const needed = lines.flatMap(({ code }) => (code === undefined ? [] : ratesOf(company, code)));
  const without = needed.find((rate) => !named.has(rate.id));
  if (without) throw wrongRate(without.id);
  const taxed = rows.map(({ Amount, TaxLineDetail: { TaxRateRef, NetAmountTaxable } }) => {
    const id = TaxRateRef?.value ?? '';
    const rate = company.taxRates[id];
    if (!rate) throw wrongRate(id);
    const amount = cents(Amount ?? Big(0));
    return { rate: { id, percent: Big(rate.RateValue) }, amount, net: NetAmountTaxable ?? Big(0) };
  });
  return {
    TotalTax: wireNumber(sumOf(taxed.map(({ amount }) => amount))),
    TaxLine: taxed.map(({ rate, net, amount }) => taxLine(rate, net, amount)),
  };
}

function wrongRate(id: string) {
  return businessRefusal(`Invalid Tax Rate id - ${id}`, 'TxnTaxDetail');
}
