import * as z from 'zod';
import { decimal, id, ref, text } from '../calls/wire.ts';
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

/** What stands on the invoice as a line of its own; `other` is a kind that we do not know. */
export type LineKind = 'item' | 'text' | 'bundle' | 'other';

/** The rest are figures below the lines. */
type Role = LineKind | 'subtotal' | 'discount' | 'tax' | 'shipping';

/** A line as QuickBooks told it, and what we understand of it. */
export type ToldLine = WireLine & { told: WireBody; role: Role };

const roles: Record<string, Role> = {
  salesitemlinedetail: 'item',
  grouplinedetail: 'bundle',
  descriptiononly: 'text',
  subtotallinedetail: 'subtotal',
  discountlinedetail: 'discount',
  taxlinedetail: 'tax',
};

/**
 * Older answers write the kinds of lines in upper case with underscores. Shipping is a line of a special
 * item, outside subtotal and discount (Intuit: Invoice, Line).
 */
const roleOf = ({ DetailType, SalesItemLineDetail }: WireLine): Role => {
  const role = roles[(DetailType ?? '').replaceAll('_', '').toLowerCase()] ?? 'other';
  const isShipping = SalesItemLineDetail?.ItemRef?.value === 'SHIPPING_ITEM_ID';
  return role === 'item' && isShipping ? 'shipping' : role;
};

const isBody = (value: unknown): value is WireBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const understood = new WeakMap<WireBody, ToldLine>();

/** Reads a line once, however often one request asks for it. */
export const readLine = (told: WireBody): ToldLine => {
  const known = understood.get(told);
  if (known) return known;
  const line = wireLine.parse(told);
  const read = { ...line, told, role: roleOf(line) };
  understood.set(told, read);
  return read;
};

export const toldLine = z.custom<WireBody>(isBody).transform(readLine);

const lineKinds: readonly Role[] = ['item', 'text', 'bundle', 'other'] satisfies LineKind[];

export const isLine = (line: ToldLine): line is ToldLine & { role: LineKind } =>
  lineKinds.includes(line.role);

/** The tax code of a line that sells something; in the US TAX or NON. Null where none is told. */
export const codeOf = (line: WireBody | undefined): string | null => {
  const detail = line?.SalesItemLineDetail;
  const code = isBody(detail) ? detail.TaxCodeRef : undefined;
  return code === undefined ? null : (ref.parse(code)?.value ?? null);
};
