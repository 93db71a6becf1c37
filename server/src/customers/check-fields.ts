import { billAddress, billAddressLimits } from '../shared/bill-address.ts';
import type { Books } from '../shared/books.ts';
import { emailErrors } from '../shared/check-customer.ts';
import { draftLimits } from '../shared/draft-limits.ts';
import { type FieldErrors, tooLong } from '../shared/field-problems.ts';
import type { Details } from './differences.ts';

/** What QuickBooks would refuse of these details (Intuit: Customer). */
export const checkFields = (
  { address = '', email = '', taxId = '' }: Details,
  books: Pick<Books, 'country'>,
): FieldErrors => {
  const lines = billAddress('', address);
  const longest = Math.max(0, ...lines.map((line) => line.length));
  const { perLine, together } = billAddressLimits;
  return [
    ...(longest > perLine
      ? tooLong('fields.address', ' '.repeat(longest), perLine)
      : tooLong('fields.address', lines.join(''), together)),
    ...emailErrors('fields.email', email, draftLimits.email),
    ...(books.country === 'US'
      ? tooLong('fields.taxId', taxId.trim(), draftLimits.resaleNumber)
      : []),
  ];
};
