import type { CompanyProfile } from '../contract/company-profile.ts';
import type { NewCustomer } from '../contract/new-customer.ts';
import { addressErrors, nameErrors, taxIdErrors } from './check-customer.ts';
import { draftLimits } from './draft-limits.ts';
import { emailErrors } from './email-list.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

/** Fields of the company profile that a new customer depends on. */
type ProfileForCustomers = Pick<
  CompanyProfile,
  'country' | 'homeCurrency' | 'multiCurrency' | 'currencies'
>;

/**
 * Finds fields that QuickBooks rejects, except a taken name.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const checkNewCustomer = (
  { name, address, email, taxId, currency }: NewCustomer,
  profile: ProfileForCustomers,
): FieldErrors => [
  ...nameErrors('customer.name', name),
  ...emailErrors('customer.email', email, draftLimits.email),
  ...addressErrors('customer.address', address, profile),
  ...taxIdErrors('customer.taxId', taxId, profile),
  ...currencyErrors('customer.currency', currency, profile),
];

const currencyErrors = (
  path: string,
  currency: string,
  profile: ProfileForCustomers,
): FieldErrors => {
  if (!profile.multiCurrency || profile.currencies.includes(currency)) return [];
  return currency === ''
    ? wrong(path, 'required')
    : wrong(path, 'currency_mismatch', profile.homeCurrency);
};
