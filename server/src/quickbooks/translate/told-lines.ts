import * as z from 'zod';
import { readLine } from '../bodies/invoice-lines.ts';
import { decimal, flag } from '../calls/wire.ts';
import type { BooksInvoice } from '../told.ts';
import { type LinePart, partsOf } from './invoice-parts.ts';

/** The lines of an invoice with what each of them is and the tax code of each; pure. */
export const linesWithKinds = (invoice: BooksInvoice): LinePart[] => partsOf(invoice).lines;

const percentDiscount = z.object({ PercentBased: flag, DiscountPercent: decimal });

/** Percentage of a discount that follows the lines; null where it is an amount, or there is none. */
export const discountPercent = ({ told }: BooksInvoice): string | null => {
  const line = told.lines.map(readLine).find(({ role }) => role === 'discount');
  const { data } = percentDiscount.safeParse(line?.told.DiscountLineDetail);
  return data?.PercentBased === true ? (data.DiscountPercent?.toFixed() ?? null) : null;
};
