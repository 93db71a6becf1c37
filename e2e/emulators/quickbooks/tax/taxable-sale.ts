import type Big from 'big.js';

/** One line as the tax rules see it: amounts in the invoice's currency, `code` its tax code Id. */
export interface TaxableLine {
  net: Big;
  /** The amount with tax in it; only under TaxInclusive. */
  gross?: Big;
  code: string | undefined;
  /** Shipping lies outside the subtotal and its discount. */
  shipping: boolean;
}

export interface TaxableSale {
  lines: TaxableLine[];
  /** The whole-invoice discount: a percentage, or an amount without tax; one of them. */
  discountPercent?: Big;
  discountAmount?: Big;
  /** Where tax is rounded to cents: line by line, or once for each rate on the sum. */
  rounding: 'line' | 'sum';
}
