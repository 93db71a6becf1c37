import Big from 'big.js';
import type { TaxLine } from '../company/entities.ts';
import { wireNumber } from '../company/money.ts';
import type { Company } from '../company/realm.ts';

export interface Rate {
  id: string;
  percent: Big;
}

/** The rates behind a tax code, in the order of the group. */
export function ratesOf(company: Company, codeId: string): Rate[] {
  const details = company.taxCodes[codeId]?.SalesTaxRateList?.TaxRateDetail ?? [];
  return [...details]
    .sort((one, other) => one.TaxOrder - other.TaxOrder)
    .map(({ TaxRateRef: { value: id } }) => ({
      id,
      percent: Big(company.taxRates[id]?.RateValue ?? 0),
    }));
}

export function taxLine(rate: Rate, net: Big, amount: Big): TaxLine {
  return {
    Amount: wireNumber(amount),
    DetailType: 'TaxLineDetail',
    TaxLineDetail: {
      TaxRateRef: { value: rate.id },
      PercentBased: true,
      TaxPercent: wireNumber(rate.percent, 4),
      NetAmountTaxable: wireNumber(net),
    },
  };
}
