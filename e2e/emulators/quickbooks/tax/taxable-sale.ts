import type Big from 'big.js';

/** Input line of the tax calculation: amounts in the invoice's currency, `code` a tax code Id. */
export interface TaxableLine {
  net: Big;
  /** The amount including tax; only under TaxInclusive. */
  gross?: Big;
  code: string | undefined;
  /** Shipping is excluded from the subtotal and the discount. */
  shipping: boolean;
}

export interface TaxableSale {
  lines: TaxableLine[];
  /** The discount on the invoice: either a percentage, or an amount before tax. */
  discountPercent?: Big;
  discountAmount?: Big;
  /** Rounds tax to cents per line, or once per rate on the sum. */
  rounding: 'line' | 'sum';
}
