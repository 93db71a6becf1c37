import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import {
  type InvoiceFieldSettings,
  invoiceFieldName,
} from '@dealbill/server/shared/contract/invoice-fields';
import { invoiceFieldLabel, labelInCompany } from '../lib/invoice-field-names.ts';
import { m } from '../messages/compiled/messages.js';

import { lineOf } from '../ui/fields/field-path.ts';

const names: Record<string, () => string> = {
  'customer.choice': m.editor_customer_choice,
  'customer.choice.name': m.customers_new_name,
  'customer.to': m.editor_to,
  'customer.address': m.editor_address,
  'customer.shipTo': m.editor_tax_address_other_label,
  'customer.saleLocation': m.editor_sale_location,
  'customer.email': m.editor_email,
  'customer.cc': m.editor_cc,
  'customer.bcc': m.editor_bcc,
  'customer.taxId': m.editor_tax_id,
  'details.issueDate': m.editor_issue_date,
  'details.term': m.editor_term,
  'details.dueDate': m.editor_due_date,
  'details.currency': m.editor_currency,
  'details.exchangeRate': m.editor_rate_name,
  'details.number': m.editor_number,
  'details.taxMode': m.editor_tax_mode,
  'details.salesTaxCodeId': m.editor_sales_tax,
  'details.message': m.editor_message,
  'details.memo': m.editor_memo,
  fields: m.editor_more_fields,
  estimate: m.editor_estimate,
  lines: m.editor_lines_title,
  discount: m.editor_whole_discount,
  shipping: m.editor_shipping,
  'shipping.taxCodeId': m.editor_shipping_tax,
  total: m.editor_totals_total,
};

const lineNames: Record<string, () => string> = {
  item: m.editor_line_item,
  description: m.editor_line_description,
  serviceDate: m.editor_line_service_date,
  fee: m.editor_line_fee,
  bundle: m.editor_line_bundle,
  quantity: m.editor_line_quantity,
  unitPrice: m.editor_line_price,
  discount: m.editor_line_discount,
  taxCodeId: m.editor_line_tax,
  class: m.editor_class,
};

const lineField = (path: string): string => {
  const [, , field = ''] = path.split('.');
  const number = (lineOf(path) ?? 0) + 1;
  const name = lineNames[field]?.();
  return name ? m.editor_line_field({ number, field: name }) : m.editor_line_named({ number });
};

/**
 * Label of the field at a path: `Invoice date`, `Line 2 · Quantity`. `settings` have the company's
 * names of further fields.
 */
export const fieldName = (path: string, settings?: InvoiceFieldSettings): string => {
  if (lineOf(path) !== null) return lineField(path);
  const [section = '', field = ''] = path.split('.');
  const further = invoiceFieldName.safeParse(field);
  if (section === 'fields' && further.success)
    return invoiceFieldLabel(further.data, labelInCompany(further.data, settings));
  const name = names[path] ?? names[`${section}.${field}`] ?? names[section];
  return name?.() ?? m.editor_form_title();
};

/** Label of a problem's subject: its field, or the total for a negative total. */
export const problemName = (
  { path, problem }: Pick<FieldError, 'path' | 'problem'>,
  settings?: InvoiceFieldSettings,
): string => (problem === 'negative_total' ? m.editor_totals_total() : fieldName(path, settings));
