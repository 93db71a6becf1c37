import Big from 'big.js';
import type { Company } from '../books/company.ts';
import type { TaxDetail, TaxLine, TaxMode } from '../books/entities.ts';
import { cents, splitInProportion, sumOf, wireNumber } from '../books/money.ts';
import { discountShares } from './discount-shares.ts';
import { ratesOf, taxLine } from './rates.ts';
import type { TaxableLine, TaxableSale } from './taxable-sale.ts';

/**
 * VAT, GST and the like: every line has its code. Under TaxExcluded a rate is applied to the sum of
 * its lines; under TaxInclusive the gross is kept and the tax is what remains between gross and net.
 * Intuit: manage sales tax for non-US locales.
 */
export function taxOutsideUnitedStates(
  company: Company,
  sale: TaxableSale,
  mode: TaxMode,
): TaxDetail {
  if (mode === 'NotApplicable' || !company.preferences.usingSalesTax) return { TotalTax: 0 };
  const groups = groupsByCode(company, sale);
  const lines = groups.flatMap((group) =>
    mode === 'TaxInclusive' ? remainderOf(company, group) : rateTimesNet(company, group),
  );
  const merged = mergeByRate(lines, mode);
  const total = sumOf(merged.map((line) => Big(line.Amount)));
  return { TotalTax: wireNumber(total), TaxLine: merged };
}

interface Group {
  code: string;
  net: Big;
  gross: Big;
}

/** Sums per tax code; the discount is spread over the goods, shipping left alone. */
function groupsByCode(company: Company, sale: TaxableSale): Group[] {
  const codes = [...new Set(sale.lines.map((line) => line.code))];
  const goods = codes.map((code) => {
    const rates = code === undefined ? [] : ratesOf(company, code);
    return { ...totals(sale.lines, code, false), taxed: rates.some((rate) => rate.percent.gt(0)) };
  });
  const shares = discountShares(goods, sale.discount, sale.discountPercent);
  return codes.flatMap((code, index) => {
    const part = goods[index];
    const share = shares[index];
    if (code === undefined || !part || !share) return [];
    const shipping = totals(sale.lines, code, true);
    return [
      {
        code,
        net: part.net.minus(share.net).plus(shipping.net),
        gross: part.gross.minus(share.gross).plus(shipping.gross),
      },
    ];
  });
}

function totals(lines: TaxableLine[], code: string | undefined, shipping: boolean) {
  const mine = lines.filter((line) => line.code === code && line.shipping === shipping);
  return {
    net: sumOf(mine.map((line) => line.net)),
    gross: sumOf(mine.map((line) => line.gross ?? line.net)),
  };
}

function rateTimesNet(company: Company, group: Group): TaxLine[] {
  return ratesOf(company, group.code).map((rate) =>
    taxLine(rate, group.net, cents(group.net.times(rate.percent).div(100))),
  );
}

function remainderOf(company: Company, group: Group): TaxLine[] {
  const rates = ratesOf(company, group.code);
  const parts = splitInProportion(
    group.gross.minus(group.net),
    rates.map((rate) => rate.percent),
  );
  return rates.map((rate, index) => taxLine(rate, group.net, parts[index] ?? Big(0)));
}

/** One line per rate, even when two codes share it (GST in two provinces). */
function mergeByRate(lines: TaxLine[], mode: TaxMode): TaxLine[] {
  const byRate = Map.groupBy(lines, (line) => line.TaxLineDetail.TaxRateRef.value);
  return [...byRate.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const net = sumOf(same.map((line) => Big(line.TaxLineDetail.NetAmountTaxable)));
    const percent = Big(first.TaxLineDetail.TaxPercent);
    const amount =
      mode === 'TaxInclusive'
        ? sumOf(same.map((line) => Big(line.Amount)))
        : cents(net.times(percent).div(100));
    return [taxLine({ id: first.TaxLineDetail.TaxRateRef.value, percent }, net, amount)];
  });
}
