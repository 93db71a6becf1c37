import { m } from '../../messages/compiled/messages.js';

/** What is the same for all lines. */
export type LineColumns = {
  /** True when every line needs a tax code. */
  taxed: boolean;
  /** True when typed prices include tax. */
  inclusive: boolean;
  /** False when discounts cannot be changed. */
  discounts: boolean;
  /** True when each line has a class. */
  classes: boolean;
  /** True where lines can have service dates. */
  serviceDates: boolean;
  /** ISO code of the currency of the amounts. */
  currency: string;
  /** Currency of item prices; null while unknown. */
  homeCurrency: string | null;
};

/** Label of the price: with or without tax. */
export const priceLabel = (inclusive: boolean): string =>
  inclusive ? m.editor_line_price_with_tax() : m.editor_line_price();
