import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { m } from '../messages/compiled/messages.js';
import { lineOf } from '../ui/fields/field-path.ts';

const names: Record<string, () => string> = {
  'customer.choice': m.drafts_customer_choice,
  'customer.choice.name': m.customers_new_name,
  'customer.to': m.drafts_to,
  'customer.address': m.drafts_address,
  'customer.shipTo': m.drafts_tax_address_other_label,
  'customer.email': m.drafts_email,
  'customer.taxId': m.drafts_tax_id,
  'details.issueDate': m.drafts_issue_date,
  'details.term': m.drafts_term,
  'details.dueDate': m.drafts_due_date,
  'details.currency': m.drafts_currency,
  'details.exchangeRate': m.drafts_rate_name,
  'details.number': m.drafts_number,
  'details.taxMode': m.drafts_tax_mode,
  'details.salesTaxCodeId': m.drafts_sales_tax,
  'details.message': m.drafts_message,
  'details.memo': m.drafts_memo,
  lines: m.drafts_lines_title,
  discount: m.drafts_whole_discount,
  total: m.drafts_totals_total,
};

const lineNames: Record<string, () => string> = {
  item: m.drafts_line_item,
  description: m.drafts_line_description,
  quantity: m.drafts_line_quantity,
  unitPrice: m.drafts_line_price,
  discount: m.drafts_line_discount,
  taxCodeId: m.drafts_line_tax,
};

const lineField = (path: string): string => {
  const [, , field = ''] = path.split('.');
  const number = (lineOf(path) ?? 0) + 1;
  const name = lineNames[field]?.();
  return name ? m.drafts_line_field({ number, field: name }) : m.drafts_line_named({ number });
};

/** Label of the field at a path: `Invoice date`, `Line 2 · Quantity`. */
export const fieldName = (path: string): string => {
  if (lineOf(path) !== null) return lineField(path);
  const [section = '', field = ''] = path.split('.');
  const name = names[path] ?? names[`${section}.${field}`] ?? names[section];
  return name?.() ?? m.drafts_form_title();
};

/** Label of a problem's subject: its field, or the total for a negative total. */
export const problemName = ({ path, problem }: Pick<FieldError, 'path' | 'problem'>): string =>
  problem === 'negative_total' ? m.drafts_totals_total() : fieldName(path);
