import { addressErrors, taxIdErrors } from '../../shared/checks/check-customer.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import { emailErrors } from '../../shared/checks/email-list.ts';
import type { FieldErrors } from '../../shared/checks/field-problems.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Details } from './differences.ts';

/** What QuickBooks would refuse of these details (Intuit: Customer). */
export const checkFields = (
  { address = '', email = '', taxId = '' }: Details,
  profile: Pick<CompanyProfile, 'country'>,
): FieldErrors => [
  ...addressErrors('fields.address', address, profile),
  ...emailErrors('fields.email', email, draftLimits.email),
  ...taxIdErrors('fields.taxId', taxId, profile),
];
