/** How sales tax works in the company's country and settings. */
export const taxRegimes = [
  /** US, automated sales tax: QuickBooks works the tax out from addresses. */
  'us_automatic',
  /** US without it: one sales tax code for the whole invoice, lines are taxable or not. */
  'us_manual',
  /** Sales tax is switched off. */
  'off',
  /** Everywhere else: a tax code on every line. */
  'per_line',
] as const;

export type TaxRegime = (typeof taxRegimes)[number];
