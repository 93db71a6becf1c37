import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import {
  type CustomFieldName,
  customFieldNames,
  type TextFieldName,
} from '../../shared/contract/invoice-fields.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../models.ts';

/** The DefinitionId of a classic custom field. */
export const definitionId = (field: CustomFieldName): string => field.slice('custom'.length);

/**
 * The further fields of a new invoice. QuickBooks has no list of shipping methods: the reference is
 * their text.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const invoiceFieldsBody = (
  { fields = {} }: DraftContent,
  { invoiceFields }: CompanyProfile,
): WireBody => {
  const text = (name: TextFieldName) => (fields[name] ?? '').trim();
  const custom = customFieldNames.filter((field) => text(field) !== '');
  const [shipDate, trackingNumber] = [text('shipDate'), text('trackingNumber')];
  const byLine = invoiceFields?.classes === 'per_line';
  return {
    ...(custom.length > 0 && {
      CustomField: custom.map((field) => customFieldBody(field, text(field))),
    }),
    ...(shipDate !== '' && { ShipDate: shipDate }),
    ...(trackingNumber !== '' && { TrackingNum: trackingNumber }),
    ...shippingMethodBody(text('shippingMethod')),
    ...(fields.class?.id && !byLine && { ClassRef: { value: fields.class.id } }),
    ...(fields.location?.id && { DepartmentRef: { value: fields.location.id } }),
  };
};

export const customFieldBody = (field: CustomFieldName, text: string): WireBody => ({
  DefinitionId: definitionId(field),
  Type: 'StringType',
  StringValue: text,
});

export const shippingMethodBody = (text: string): WireBody =>
  text === '' ? {} : { ShipMethodRef: { value: text, name: text } };

/** The class of a line, where each line has one; its own, else the invoice's. */
export const lineClass = (
  line: DraftLine,
  { fields }: DraftContent,
  { invoiceFields }: CompanyProfile,
): WireBody => {
  const id = (line.class ?? fields?.class)?.id;
  return invoiceFields?.classes === 'per_line' && id ? { ClassRef: { value: id } } : {};
};

/** The further fields that an edit changes; null removes one. */
export const editedFieldsBody = (invoice: QuickbooksInvoice, edit: InvoiceEdit): WireBody => {
  const { shipDate, trackingNumber, shippingMethod, classId, locationId } = edit;
  const reference = (id: string | null) => (id === null ? null : { value: id });
  return {
    ...editedCustomFields(invoice, edit),
    ...(shipDate !== undefined && { ShipDate: shipDate || null }),
    ...(trackingNumber !== undefined && { TrackingNum: trackingNumber.trim() || null }),
    ...(shippingMethod !== undefined && {
      ShipMethodRef: null,
      ...shippingMethodBody(shippingMethod.trim()),
    }),
    ...(classId !== undefined && { ClassRef: reference(classId) }),
    ...(locationId !== undefined && { DepartmentRef: reference(locationId) }),
  };
};

/** All custom fields, because the list that is sent replaces the stored one. */
const editedCustomFields = ({ raw }: QuickbooksInvoice, edit: InvoiceEdit): WireBody => {
  const changed = customFieldNames.filter((field) => edit[field] !== undefined);
  if (changed.length === 0) return {};
  const ids = new Set(changed.map(definitionId));
  const kept = (raw.customFields ?? []).filter(
    ({ DefinitionId }) => !ids.has(String(DefinitionId)),
  );
  const edited = changed.map((field) => customFieldBody(field, (edit[field] ?? '').trim()));
  return { CustomField: [...kept, ...edited] };
};
