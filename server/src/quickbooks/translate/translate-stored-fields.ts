import {
  customFieldNames,
  type ListEntry,
  type StoredFields,
} from '../../shared/contract/invoice-fields.ts';
import { isBody, readText } from '../calls/wire.ts';
import type { WireBody } from '../models.ts';

type Reference = { value: string; name: string | null } | null;

type Wire = {
  CustomField?: unknown;
  ShipDate: string | null;
  TrackingNum: string | null;
  ShipMethodRef: Reference;
  ClassRef: Reference;
  DepartmentRef: Reference;
};

/** The further fields of an invoice. */
export const storedFieldsOf = (invoice: Wire): StoredFields => ({
  custom: customFieldsOf(invoice.CustomField).flatMap(customField),
  shipDate: invoice.ShipDate ?? '',
  trackingNumber: invoice.TrackingNum ?? '',
  // A text in QuickBooks, which has no list of shipping methods.
  shippingMethod: invoice.ShipMethodRef?.name ?? invoice.ShipMethodRef?.value ?? '',
  class: entryOf(invoice.ClassRef),
  location: entryOf(invoice.DepartmentRef),
});

/** All custom fields as they came; an edit of one sends the others back. */
export const customFieldsOf = (list: unknown): WireBody[] =>
  Array.isArray(list) ? list.filter(isBody) : [];

/** QuickBooks lists a field without a text too; some responses lack the names. */
const customField = (entry: WireBody): StoredFields['custom'] => {
  const id = readText(entry.DefinitionId) ?? '';
  const value = entry.StringValue ?? entry.NumberValue ?? entry.DateValue;
  const text = readText(value)?.trim();
  if (!text) return [];
  const field = customFieldNames.find((name) => name === `custom${id}`) ?? null;
  return [{ field, label: readText(entry.Name)?.trim() ?? '', text }];
};

const entryOf = (reference: Reference): ListEntry | null =>
  reference && { id: reference.value, name: reference.name ?? reference.value };
