import * as z from 'zod';
import { codeOf, is, isLine, isWords, type ToldLine, toldLine } from '../bodies/invoice-lines.ts';
import { decimal, flag } from '../calls/wire.ts';
import type { BooksInvoice, BooksInvoiceLine } from '../told.ts';

type LineKind = 'item' | 'text' | 'bundle';

const kindOf = (told: ToldLine | undefined): LineKind => {
  if (!told || is('SalesItem')(told)) return 'item';
  return isWords(told) ? 'text' : 'bundle';
};

const allTold = ({ told }: BooksInvoice): ToldLine[] =>
  told.lines.map((line) => toldLine.parse(line));

type LineWithKind = BooksInvoiceLine & { kind: LineKind; taxCodeId: string | null };

/** The lines of an invoice with what each of them is and the tax code of each; pure. */
export const linesWithKinds = (invoice: BooksInvoice): LineWithKind[] => {
  const told = allTold(invoice).filter(isLine);
  return invoice.lines.map((line, index) => ({
    ...line,
    kind: kindOf(told[index]),
    taxCodeId: codeOf(told[index]?.told),
  }));
};

const percentDiscount = z.object({ PercentBased: flag, DiscountPercent: decimal });

/** Percentage of a discount that follows the lines; null where it is an amount, or there is none. */
export const discountPercent = (invoice: BooksInvoice): string | null => {
  const line = allTold(invoice).find(is('Discount'));
  const { data } = percentDiscount.safeParse(line?.told.DiscountLineDetail);
  return data?.PercentBased === true ? (data.DiscountPercent?.toFixed() ?? null) : null;
};
