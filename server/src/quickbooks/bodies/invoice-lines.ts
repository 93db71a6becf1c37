import * as z from 'zod';
import { decimal, id, ref, same, text } from '../calls/wire.ts';
import type { WireBody } from '../told.ts';

const salesDetail = z
  .object({ ItemRef: ref, Qty: decimal, UnitPrice: decimal })
  .nullish()
  .catch(null);

const groupDetail = z
  .object({
    GroupItemRef: ref,
    Quantity: decimal,
    Line: z.array(z.record(z.string(), z.unknown())).nullish().catch(null),
  })
  .nullish()
  .catch(null);

const wireLine = z.object({
  Id: id.nullish().catch(null),
  Amount: decimal,
  Description: text,
  DetailType: text,
  SalesItemLineDetail: salesDetail,
  GroupLineDetail: groupDetail,
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
  (kind: 'SalesItem' | 'Group' | 'SubTotal' | 'Discount' | 'Tax') =>
  (line: Pick<WireLine, 'DetailType'>): boolean =>
    same(line.DetailType, `${kind}LineDetail`);

export const isWords = (line: Pick<WireLine, 'DetailType'>): boolean =>
  same(line.DetailType, 'DescriptionOnly');

/** Shipping is sent as a line of this item, outside subtotal and discount (Intuit: Invoice, Line). */
export const isShipping = (line: Pick<WireLine, 'DetailType' | 'SalesItemLineDetail'>): boolean =>
  is('SalesItem')(line) && line.SalesItemLineDetail?.ItemRef?.value === 'SHIPPING_ITEM_ID';

/** What stands on the invoice as its own line, kinds we do not know too; the rest are figures below. */
export const isLine = (line: Pick<WireLine, 'DetailType' | 'SalesItemLineDetail'>): boolean =>
  !(is('SubTotal')(line) || is('Discount')(line) || is('Tax')(line) || isShipping(line));
