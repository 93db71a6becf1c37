import type {
  InvoiceFieldName,
  InvoiceFieldSettings,
} from '@dealbill/server/shared/contract/invoice-fields';
import { m } from '../messages/compiled/messages.js';

const names: Record<InvoiceFieldName, () => string> = {
  message: m.editor_message,
  memo: m.editor_memo,
  custom1: () => m.editor_custom_field({ number: '1' }),
  custom2: () => m.editor_custom_field({ number: '2' }),
  custom3: () => m.editor_custom_field({ number: '3' }),
  shipDate: m.editor_ship_date,
  trackingNumber: m.editor_tracking_number,
  shippingMethod: m.editor_shipping_method,
  class: m.editor_class,
  location: m.editor_location,
};

/** The label of a field of invoices; `label` is the company's own, if it has one. */
export const invoiceFieldLabel = (name: InvoiceFieldName, label?: string | null): string =>
  label || names[name]();

/** The company's label of a field; undefined where it has the usual one. */
export const labelInCompany = (
  name: InvoiceFieldName,
  settings: InvoiceFieldSettings | undefined,
): string | null | undefined =>
  name === 'location'
    ? settings?.locationLabel
    : settings?.custom.find(({ field }) => field === name)?.label;
