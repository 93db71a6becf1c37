import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { zero } from '../../shared/money/money.ts';
import { type SaleDiscount, type SaleLine, saleTotals } from '../../shared/money/sale-totals.ts';
import { fromCents, toCents } from '../../shared/money/whole-cents.ts';
import { grossOfNet, percentOf, type RateTax } from '../../shared/tax/tax-rows.ts';
import type { Rate } from '../../shared/tax/tax-rules.ts';
import { isBody, readDecimal, sameEnum } from '../calls/wire.ts';
import type { QuickbooksInvoice, WireBody } from '../models.ts';
import { codeOf, readLine } from '../translate/invoice-lines.ts';

/**
 * Replaces the profile's rates by those that this invoice was taxed at, because rates change over
 * time.
 */
export const withOwnRates = (
  profile: CompanyProfile,
  { raw }: QuickbooksInvoice,
): CompanyProfile => {
  const invoicePercents = new Map((raw.taxRates ?? []).map(({ id, percent }) => [id, percent]));
  if ([...invoicePercents.values()].every((percent) => percent === null)) return profile;
  const withInvoicePercent = (rate: Rate): Rate => ({
    ...rate,
    percent: invoicePercents.get(rate.id) ?? rate.percent,
  });
  const taxCodes = profile.taxCodes.map((code) => ({
    ...code,
    rates: code.rates.map(withInvoicePercent),
  }));
  return { ...profile, taxCodes };
};

type Sale = { lines: SaleLine[]; discount: SaleDiscount };

const discountOf = (line: WireBody): SaleDiscount => {
  const detail = isBody(line.DiscountLineDetail) ? line.DiscountLineDetail : {};
  const percent = readDecimal(detail.DiscountPercent);
  if (detail.PercentBased === true && percent) return { kind: 'percent', percent };
  return { kind: 'amount', net: toCents(readDecimal(line.Amount) ?? zero) };
};

const saleLine = (line: WireBody, rates: Rate[], inclusive: boolean): SaleLine => {
  const net = toCents(readDecimal(line.Amount) ?? zero);
  const percent = percentOf(rates);
  if (!inclusive || percent === 0n) return { net, gross: net, rates };
  const detail = isBody(line.SalesItemLineDetail) ? line.SalesItemLineDetail : {};
  const gross = readDecimal(detail.TaxInclusiveAmt);
  return { net, gross: gross ? toCents(gross) : grossOfNet(net, percent), rates };
};

/** Converts lines for the tax calculation; null when a tax code or kind of line is unknown. */
const saleOf = (sent: WireBody[], profile: CompanyProfile, inclusive: boolean): Sale | null => {
  const rates = new Map(profile.taxCodes.map((code) => [code.id, code.rates]));
  const lines: SaleLine[] = [];
  let discount: SaleDiscount = { kind: 'none' };
  const add = (line: WireBody, shipping: boolean): boolean => {
    const code = codeOf(line);
    const codeRates = code === null ? [] : rates.get(code);
    if (codeRates) lines.push({ ...saleLine(line, codeRates, inclusive), shipping });
    return codeRates !== undefined;
  };
  for (const line of sent) {
    const { role, Amount, GroupLineDetail } = readLine(line);
    if (role === 'discount') discount = discountOf(line);
    const isSale = role === 'item' || role === 'shipping';
    const parts = role === 'bundle' ? (GroupLineDetail?.Line ?? []) : isSale ? [line] : [];
    if (!parts.every((part) => add(part, role === 'shipping'))) return null;
    if (role === 'other' && !(Amount ?? zero).eq(0)) return null;
  }
  return { lines, discount };
};

const wireRow = (id: string, percent: string | undefined, row?: RateTax): WireBody => ({
  Amount: row ? Number(fromCents(row.tax)) : 0,
  DetailType: 'TaxLineDetail',
  TaxLineDetail: {
    TaxRateRef: { value: id },
    PercentBased: true,
    ...(percent !== undefined && { TaxPercent: Number(percent) }),
    NetAmountTaxable: row ? Number(fromCents(row.base)) : 0,
  },
});

/**
 * `TxnTaxDetail` outside the US after an edit of lines, empty when it cannot be calculated.
 * Observed: without it QuickBooks keeps the old tax, and it refuses (6000) unless every rate in use
 * has a row. Rates that no longer apply get 0.
 */
export const editedTax = (
  { raw }: QuickbooksInvoice,
  sent: WireBody[],
  profile: CompanyProfile,
): { TxnTaxDetail?: WireBody } => {
  const inclusive = sameEnum(raw.taxCalculation, 'TaxInclusive');
  const sale = saleOf(sent, profile, inclusive);
  if (!sale) return {};
  const rounding = profile.taxRounding;
  const { rows, tax } = saleTotals({ ...sale, inclusive, rounding, taxAfterDiscount: true });
  const inUse = new Set(rows.map(({ rate }) => rate.id));
  const before = (raw.taxRates ?? []).filter(({ id }) => !inUse.has(id));
  const percents = new Map(
    profile.taxCodes.flatMap(({ rates }) => rates.map(({ id, percent }) => [id, percent])),
  );
  const TaxLine = [
    ...rows.map((row) => wireRow(row.rate.id, row.rate.percent, row)),
    ...before.map(({ id, percent }) => wireRow(id, percent ?? percents.get(id))),
  ];
  return { TxnTaxDetail: { TotalTax: Number(fromCents(tax)), TaxLine } };
};
