import { Big, money } from '../../../server/src/shared/money/money.ts';
import { type Sale, saleTotals } from '../../../server/src/shared/money/sale-totals.ts';
import { fromCents, toCents } from '../../../server/src/shared/money/whole-cents.ts';
import { Fraction } from '../fraction.ts';
import type { StoredInvoice, Totals } from '../quickbooks-totals.ts';
import type { ComparedCompany } from './compared-company.ts';

/** A line as sent, two decimals; `code` is a name, or TAX and NON in the US. */
export type SentLine = { net: string; gross: string; code: string; shipping: boolean };

export type SentSale = {
  lines: SentLine[];
  discount: { kind: 'none' } | { kind: 'percent' | 'amount'; value: string };
  pricesContainTax: boolean;
  taxAfterDiscount: boolean;
};

const ratesOf = (code: string, { country, ratesOf: named }: ComparedCompany) =>
  country.codePer === 'line' || code === 'NON'
    ? named(code)
    : named(Object.keys(country.codes)[0] ?? '');

/** For the oracle. */
export const forOracle = (sale: SentSale, at: ComparedCompany): StoredInvoice => ({
  lines: sale.lines.map((line) => ({
    net: Fraction.of(line.net),
    gross: Fraction.of(line.gross),
    rates: ratesOf(line.code, at),
    shipping: line.shipping,
  })),
  discount:
    sale.discount.kind === 'none'
      ? sale.discount
      : sale.discount.kind === 'percent'
        ? { kind: 'percent', percent: Fraction.of(sale.discount.value) }
        : { kind: 'amount', net: Fraction.of(sale.discount.value) },
  pricesContainTax: sale.pricesContainTax,
  rounding: at.country.rounding,
  taxAfterDiscount: sale.taxAfterDiscount,
});

const forApp = (sale: SentSale, at: ComparedCompany): Sale => ({
  lines: sale.lines.map((line) => ({
    net: toCents(new Big(line.net)),
    gross: toCents(new Big(line.gross)),
    rates: ratesOf(line.code, at).map(({ id, percent }) => ({ id, name: id, percent })),
    shipping: line.shipping,
  })),
  discount:
    sale.discount.kind === 'none'
      ? sale.discount
      : sale.discount.kind === 'percent'
        ? { kind: 'percent', percent: new Big(sale.discount.value) }
        : { kind: 'amount', net: toCents(new Big(sale.discount.value)) },
  inclusive: sale.pricesContainTax,
  rounding: at.country.rounding === 'line' ? 'per_line' : 'on_sum',
  taxAfterDiscount: sale.taxAfterDiscount,
});

/** The app's totals of an invoice as stored, which an edit sends. */
export const appTotalsOfSale = (sale: SentSale, at: ComparedCompany): Totals => {
  const { subtotal, discount, tax, rows, total } = saleTotals(forApp(sale, at));
  const text = (cents: bigint) => money(fromCents(cents));
  return {
    subtotal: text(subtotal),
    discount: text(discount),
    rows: Object.fromEntries(
      rows.map((row) => [row.rate.id, { base: text(row.base), tax: text(row.tax) }]),
    ),
    tax: text(tax),
    total: text(total),
  };
};

/** A request with these lines, as any client of QuickBooks could send it. */
export const requestOfSale = (sale: SentSale, at: ComparedCompany): object => {
  const perLine = at.country.codePer === 'line';
  const [invoiceCode] = Object.keys(at.country.codes);
  return {
    Line: [
      ...sale.lines.map(({ net, gross, code, shipping }) => ({
        DetailType: 'SalesItemLineDetail',
        Amount: Number(net),
        SalesItemLineDetail: {
          ...(shipping && { ItemRef: { value: 'SHIPPING_ITEM_ID' } }),
          TaxCodeRef: { value: perLine ? at.codeId(code) : code },
          ...(sale.pricesContainTax && { TaxInclusiveAmt: Number(gross) }),
        },
      })),
      ...discountLine(sale),
    ],
    ...(at.country.like === 'fr' && { TransactionLocationType: 'WithinFrance' }),
    ...(perLine
      ? { GlobalTaxCalculation: sale.pricesContainTax ? 'TaxInclusive' : 'TaxExcluded' }
      : {
          ApplyTaxAfterDiscount: sale.taxAfterDiscount,
          TxnTaxDetail: { TxnTaxCodeRef: { value: at.codeId(invoiceCode ?? '') } },
        }),
  };
};

const discountLine = ({ discount }: SentSale): object[] => {
  if (discount.kind === 'none') return [];
  const value = Number(discount.value);
  return discount.kind === 'percent'
    ? [
        {
          DetailType: 'DiscountLineDetail',
          DiscountLineDetail: { PercentBased: true, DiscountPercent: value },
        },
      ]
    : [
        {
          DetailType: 'DiscountLineDetail',
          Amount: value,
          DiscountLineDetail: { PercentBased: false },
        },
      ];
};
