import type { Books } from '../../shared/books.ts';
import { addressErrors, taxIdErrors } from '../../shared/check-customer.ts';
import { draftLimits } from '../../shared/draft-limits.ts';
import { emailErrors } from '../../shared/email-list.ts';
import type { FieldErrors } from '../../shared/field-problems.ts';
import type { Details } from './differences.ts';

/** What QuickBooks would refuse of these details (Intuit: Customer). */
export const checkFields = (
  { address = '', email = '', taxId = '' }: Details,
  books: Pick<Books, 'country'>,
): FieldErrors => [
  ...addressErrors('fields.address', address, books),
  ...emailErrors('fields.email', email, draftLimits.email),
  ...taxIdErrors('fields.taxId', taxId, books),
];
