/** Where tax is rounded to cents: on every line, or once for each rate on the sum of its lines. */
export const taxRoundings = ['per_line', 'on_sum'] as const;

export type TaxRounding = (typeof taxRoundings)[number];

export const otherTaxRounding = (rounding: TaxRounding): TaxRounding =>
  rounding === 'per_line' ? 'on_sum' : 'per_line';
