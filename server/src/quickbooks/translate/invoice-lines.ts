import * as z from 'zod';
import type { Big } from '../../shared/money/money.ts';
import { isBody, readDecimal, readRef, readText } from '../calls/wire.ts';
import type { WireBody } from '../models.ts';

type Ref = ReturnType<typeof readRef>;

/** The fields we read of a line; unreadable ones are null. */
export type WireLine = {
  Id: string | null;
  Amount: Big | null;
  Description: string | null;
  DetailType: string | null;
  SalesItemLineDetail: { ItemRef: Ref; Qty: Big | null; UnitPrice: Big | null } | null;
  GroupLineDetail: { GroupItemRef: Ref; Quantity: Big | null; Line: WireBody[] } | null;
};

const salesDetail = (body: unknown): WireLine['SalesItemLineDetail'] =>
  isBody(body)
    ? {
        ItemRef: readRef(body.ItemRef),
        Qty: readDecimal(body.Qty),
        UnitPrice: readDecimal(body.UnitPrice),
      }
    : null;

const groupDetail = (body: unknown): WireLine['GroupLineDetail'] =>
  isBody(body)
    ? {
        GroupItemRef: readRef(body.GroupItemRef),
        Quantity: readDecimal(body.Quantity),
        Line: Array.isArray(body.Line) && body.Line.every(isBody) ? body.Line : [],
      }
    : null;

const wireLine = (body: WireBody): WireLine => ({
  Id: readText(body.Id) || null,
  Amount: readDecimal(body.Amount),
  Description: readText(body.Description),
  DetailType: readText(body.DetailType),
  SalesItemLineDetail: salesDetail(body.SalesItemLineDetail),
  GroupLineDetail: groupDetail(body.GroupLineDetail),
});

/** Kinds of lines that are shown as lines; `other` is an unknown kind. */
export type LineKind = 'item' | 'text' | 'bundle' | 'other';

/** The further roles are figures below the lines. */
type Role = LineKind | 'subtotal' | 'discount' | 'tax' | 'shipping';

/** A line's parsed fields, its role, and its unchanged `body`. */
export type RawLine = WireLine & { body: WireBody; role: Role };

/** The item of shipping in every company. */
export const shippingItemId = 'SHIPPING_ITEM_ID';

const roles: Record<string, Role> = {
  salesitemlinedetail: 'item',
  grouplinedetail: 'bundle',
  descriptiononly: 'text',
  subtotallinedetail: 'subtotal',
  discountlinedetail: 'discount',
  taxlinedetail: 'tax',
};

/**
 * Older responses write DetailType in upper case with underscores. Shipping is a line with a
 * special item, outside subtotal and discount.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const roleOf = ({ DetailType, SalesItemLineDetail }: WireLine): Role => {
  const role = roles[(DetailType ?? '').replaceAll('_', '').toLowerCase()] ?? 'other';
  const isShipping = SalesItemLineDetail?.ItemRef?.value === shippingItemId;
  return role === 'item' && isShipping ? 'shipping' : role;
};

const cache = new WeakMap<WireBody, RawLine>();

/** Parses a line; cached by its body. */
export const readLine = (body: WireBody): RawLine => {
  const cached = cache.get(body);
  if (cached) return cached;
  const line = wireLine(body);
  const parsed = { ...line, body, role: roleOf(line) };
  cache.set(body, parsed);
  return parsed;
};

export const rawLine = z.custom<WireBody>(isBody).transform(readLine);

const lineKinds: readonly Role[] = ['item', 'text', 'bundle', 'other'] satisfies LineKind[];

export const isLine = (line: RawLine): line is RawLine & { role: LineKind } =>
  lineKinds.includes(line.role);

/** The tax code of a sales line (TAX or NON in the US); null without one. */
export const codeOf = (line: WireBody | undefined): string | null => {
  const detail = line?.SalesItemLineDetail;
  return isBody(detail) ? (readRef(detail.TaxCodeRef)?.value ?? null) : null;
};

/** A sales line's amount with tax, which tax-inclusive transactions have; null without one. */
export const inclusiveAmountOf = (line: WireBody | undefined): Big | null => {
  const detail = line?.SalesItemLineDetail;
  return isBody(detail) ? readDecimal(detail.TaxInclusiveAmt) : null;
};

/** A sales line's date of the service; null without one. */
export const serviceDateOf = (line: WireBody | undefined): string | null => {
  const detail = line?.SalesItemLineDetail;
  return isBody(detail) ? readText(detail.ServiceDate) || null : null;
};

/** The id of a sales line's class; null without one. */
export const classIdOf = (line: WireBody | undefined): string | null => {
  const detail = line?.SalesItemLineDetail;
  return isBody(detail) ? (readRef(detail.ClassRef)?.value ?? null) : null;
};
