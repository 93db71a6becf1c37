import * as z from 'zod';
import { decimal, id, ref, same, text } from '../calls/wire.ts';
import type { WireBody } from '../told.ts';

const salesDetail = z
  .object({ ItemRef: ref, Qty: decimal, UnitPrice: decimal })
  .nullish()
  .catch(null);

const wireLine = z.object({
  Id: id.nullish().catch(null),
  Amount: decimal,
  Description: text,
  DetailType: text,
  SalesItemLineDetail: salesDetail,
});

export type WireLine = z.output<typeof wireLine>;

/** A line as QuickBooks told it, and what we understand of it. */
export type ToldLine = WireLine & { told: WireBody };

const isBody = (value: unknown): value is WireBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const toldLine = z
  .custom<WireBody>(isBody)
  .transform((told): ToldLine => ({ ...wireLine.parse(told), told }));

/** The tax code of a line that sells something; in the US TAX or NON. Null where none is told. */
export const codeOf = (line: WireBody | undefined): string | null => {
  const detail = line?.SalesItemLineDetail;
  const code = isBody(detail) ? detail.TaxCodeRef : undefined;
  return code === undefined ? null : (ref.parse(code)?.value ?? null);
};

/** Older answers write the kinds of lines in upper case with underscores. */
export const is =
  (kind: 'SalesItem' | 'Group' | 'SubTotal' | 'Discount') =>
  (line: Pick<WireLine, 'DetailType'>): boolean =>
    same(line.DetailType, `${kind}LineDetail`);

export const isWords = (line: Pick<WireLine, 'DetailType'>): boolean =>
  same(line.DetailType, 'DescriptionOnly');

/** What stands on the invoice as its own line; subtotal, discount and tax are figures, not lines. */
export const isLine = (line: Pick<WireLine, 'DetailType'>): boolean =>
  is('SalesItem')(line) || is('Group')(line) || isWords(line);
