/** How sales tax works in the company's country and settings. */
export const taxRegimes = [
  /** US, automated sales tax: QuickBooks calculates the tax from addresses. */
  'us_automatic',
  /**
   * US without automated sales tax: one sales tax code for the whole invoice, lines are taxable or
   * not.
   */
  'us_manual',
  /** Sales tax is switched off. */
  'off',
  /** Everywhere else: a tax code on every line. */
  'per_line',
] as const;

export type TaxRegime = (typeof taxRegimes)[number];
