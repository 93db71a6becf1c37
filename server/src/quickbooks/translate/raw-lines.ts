import * as z from 'zod';
import { decimal, flag } from '../calls/wire.ts';
import type { QuickbooksInvoice } from '../models.ts';
import { readLine } from './invoice-lines.ts';
import { type LinePart, partsOf } from './invoice-parts.ts';

/** The lines of an invoice with what each of them is and the tax code of each; pure. */
export const linesWithKinds = (invoice: QuickbooksInvoice): LinePart[] => partsOf(invoice).lines;

const percentDiscount = z.object({ PercentBased: flag, DiscountPercent: decimal });

/** Percentage of a discount that follows the lines; null where it is an amount, or there is none. */
export const discountPercent = ({ raw }: QuickbooksInvoice): string | null => {
  const line = raw.lines.map(readLine).find(({ role }) => role === 'discount');
  const { data } = percentDiscount.safeParse(line?.told.DiscountLineDetail);
  return data?.PercentBased === true ? (data.DiscountPercent?.toFixed() ?? null) : null;
};
