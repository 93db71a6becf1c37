import * as z from 'zod';
import type { Big } from '../../shared/money/money.ts';
import { isBody, readDecimal, readRef, readText } from '../calls/wire.ts';
import type { WireBody } from '../models.ts';

type Ref = ReturnType<typeof readRef>;

/** A line as QuickBooks returns it; what cannot be read counts as absent. */
export type WireLine = {
  Id: string | null;
  Amount: Big | null;
  Description: string | null;
  DetailType: string | null;
  SalesItemLineDetail: { ItemRef: Ref; Qty: Big | null; UnitPrice: Big | null } | null;
  GroupLineDetail: { GroupItemRef: Ref; Quantity: Big | null; Line: WireBody[] } | null;
};

const salesDetail = (told: unknown): WireLine['SalesItemLineDetail'] =>
  isBody(told)
    ? {
        ItemRef: readRef(told.ItemRef),
        Qty: readDecimal(told.Qty),
        UnitPrice: readDecimal(told.UnitPrice),
      }
    : null;

const groupDetail = (told: unknown): WireLine['GroupLineDetail'] =>
  isBody(told)
    ? {
        GroupItemRef: readRef(told.GroupItemRef),
        Quantity: readDecimal(told.Quantity),
        Line: Array.isArray(told.Line) && told.Line.every(isBody) ? told.Line : [],
      }
    : null;

const wireLine = (told: WireBody): WireLine => ({
  Id: readText(told.Id) || null,
  Amount: readDecimal(told.Amount),
  Description: readText(told.Description),
  DetailType: readText(told.DetailType),
  SalesItemLineDetail: salesDetail(told.SalesItemLineDetail),
  GroupLineDetail: groupDetail(told.GroupLineDetail),
});

/** What stands on the invoice as a line of its own; `other` is a kind that we do not know. */
export type LineKind = 'item' | 'text' | 'bundle' | 'other';

/** The rest are figures below the lines. */
type Role = LineKind | 'subtotal' | 'discount' | 'tax' | 'shipping';

/** A line as QuickBooks told it, and what we understand of it. */
export type RawLine = WireLine & { told: WireBody; role: Role };

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

const understood = new WeakMap<WireBody, RawLine>();

/** Reads a line once, however often one request asks for it. */
export const readLine = (told: WireBody): RawLine => {
  const known = understood.get(told);
  if (known) return known;
  const line = wireLine(told);
  const read = { ...line, told, role: roleOf(line) };
  understood.set(told, read);
  return read;
};

export const rawLine = z.custom<WireBody>(isBody).transform(readLine);

const lineKinds: readonly Role[] = ['item', 'text', 'bundle', 'other'] satisfies LineKind[];

export const isLine = (line: RawLine): line is RawLine & { role: LineKind } =>
  lineKinds.includes(line.role);

/** The tax code of a line that sells something; in the US TAX or NON. Null where none is told. */
export const codeOf = (line: WireBody | undefined): string | null => {
  const detail = line?.SalesItemLineDetail;
  return isBody(detail) ? (readRef(detail.TaxCodeRef)?.value ?? null) : null;
};
