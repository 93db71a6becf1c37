import type { Difference } from '@dealbill/server/contract/customers';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { problemText } from '../lib/field-messages.ts';
import { m } from '../messages/compiled/messages.js';

export const detailNames: Record<Difference['field'], () => string> = {
  address: m.customers_address,
  email: m.customers_email,
  taxId: m.customers_tax_id,
};

/** `Address and E-mail`, for sentences about several. */
export const namesOf = (differences: Difference[]): string[] =>
  differences.map(({ field }) => detailNames[field]());

const isDetail = (field: string): field is Difference['field'] => Object.hasOwn(detailNames, field);

/** The problem of a selected detail that QuickBooks would reject; `path` is `fields.email`. */
export const refusedDetail = (error: FieldError): string => {
  const last = error.path.split('.').at(-1) ?? '';
  const field = isDetail(last) ? detailNames[last]() : error.path;
  return m.editor_check_problem({ field, problem: problemText(error) });
};
