import * as z from 'zod';
import { decimal, flag } from '../calls/wire.ts';
import type { QuickbooksInvoice } from '../models.ts';
import { readLine } from './invoice-lines.ts';
import { type LinePart, partsOf } from './invoice-parts.ts';

/** The lines of a mirrored invoice with their kinds and tax codes. */
export const linesWithKinds = (invoice: QuickbooksInvoice): LinePart[] => partsOf(invoice).lines;

const percentDiscount = z.object({ PercentBased: flag, DiscountPercent: decimal });

/** Percentage of the invoice's discount; null when it is an amount or absent. */
export const discountPercent = ({ raw }: QuickbooksInvoice): string | null => {
  const line = raw.lines.map(readLine).find(({ role }) => role === 'discount');
  const { data } = percentDiscount.safeParse(line?.body.DiscountLineDetail);
  return data?.PercentBased === true ? (data.DiscountPercent?.toFixed() ?? null) : null;
};
