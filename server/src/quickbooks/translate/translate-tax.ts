import * as z from 'zod';
import type { TaxCode } from '../../shared/contract/company-profile.ts';
import { decimal, flag, id, ref, text } from '../calls/wire.ts';

const rateList = z
  .object({ TaxRateDetail: z.array(z.object({ TaxRateRef: ref })).nullish() })
  .nullish()
  .catch(null)
  .transform((list) => (list?.TaxRateDetail ?? []).flatMap(({ TaxRateRef }) => TaxRateRef ?? []));

export const wireTaxCode = z.object({
  Id: id,
  Name: text,
  Active: flag,
  Hidden: flag,
  SalesTaxRateList: rateList,
  PurchaseTaxRateList: rateList,
});

export const wireTaxRate = z.object({
  Id: id,
  Name: text,
  RateValue: decimal,
  EffectiveTaxRate: z
    .array(z.object({ RateValue: decimal, EndDate: text }))
    .nullish()
    .catch(null),
});

type WireTaxCode = z.output<typeof wireTaxCode>;
type WireTaxRate = z.output<typeof wireTaxRate>;

/** Pseudo codes in US responses: lines use TAX and NON; CustomSalesTax cannot be written. */
const pseudoCodes = new Set(['TAX', 'NON', 'CustomSalesTax']);

/**
 * Excludes codes for purchases only, which QuickBooks refuses on an invoice (6160).
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const isForSales = (code: WireTaxCode) =>
  code.Active !== false &&
  code.Hidden !== true &&
  !pseudoCodes.has(code.Id) &&
  (code.SalesTaxRateList.length > 0 || code.PurchaseTaxRateList.length === 0);

/** The current percentage: RateValue, else the effective rate without an end date. */
const percentOf = (rate: WireTaxRate | undefined): string => {
  const current = rate?.EffectiveTaxRate?.findLast(({ EndDate }) => EndDate === null);
  return (rate?.RateValue ?? current?.RateValue)?.toFixed() ?? '0';
};

/** The tax codes that an invoice may use, with their rates. */
export const taxCodes = (codes: WireTaxCode[], rates: WireTaxRate[]): TaxCode[] => {
  const rateById = new Map(rates.map((rate) => [rate.Id, rate]));
  return codes.filter(isForSales).map((code) => ({
    id: code.Id,
    name: code.Name ?? '',
    rates: code.SalesTaxRateList.map(({ value, name }) => ({
      id: value,
      name: rateById.get(value)?.Name ?? name ?? '',
      percent: percentOf(rateById.get(value)),
    })),
  }));
};
