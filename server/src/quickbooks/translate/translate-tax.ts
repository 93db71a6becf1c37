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

/** US answers list these beside the real codes; lines name TAX and NON, nobody can write the third. */
const pseudo = new Set(['TAX', 'NON', 'CustomSalesTax']);

/** A code that only purchases know would be refused on an invoice (Intuit: error 6160). */
const sellable = (code: WireTaxCode) =>
  code.Active !== false &&
  code.Hidden !== true &&
  !pseudo.has(code.Id) &&
  (code.SalesTaxRateList.length > 0 || code.PurchaseTaxRateList.length === 0);

/** The rate of today: the one that has no end, where only dated ones are told. */
const percentOf = (rate: WireTaxRate | undefined): string => {
  const current = rate?.EffectiveTaxRate?.findLast(({ EndDate }) => EndDate === null);
  return (rate?.RateValue ?? current?.RateValue)?.toFixed() ?? '0';
};

/** Codes an invoice may carry, each with the rates it stands for. */
export const taxCodes = (codes: WireTaxCode[], rates: WireTaxRate[]): TaxCode[] => {
  const known = new Map(rates.map((rate) => [rate.Id, rate]));
  return codes.filter(sellable).map((code) => ({
    id: code.Id,
    name: code.Name ?? '',
    rates: code.SalesTaxRateList.map(({ value, name }) => ({
      id: value,
      name: known.get(value)?.Name ?? name ?? '',
      percent: percentOf(known.get(value)),
    })),
  }));
};
