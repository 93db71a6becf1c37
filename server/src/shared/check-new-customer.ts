import type { Books } from './books.ts';
import { addressErrors, nameErrors, taxIdErrors } from './check-customer.ts';
import { draftLimits } from './draft-limits.ts';
import { emailErrors } from './email-list.ts';
import { type FieldErrors, wrong } from './field-problems.ts';
import type { NewCustomer } from './new-customer.ts';

/** As much of the books as a new customer depends on. */
type BooksForCustomers = Pick<Books, 'country' | 'homeCurrency' | 'multiCurrency' | 'currencies'>;

/** What QuickBooks would refuse of a new customer, but for a name that is taken (Intuit: Customer). */
export const checkNewCustomer = (
  { name, address, email, taxId, currency }: NewCustomer,
  books: BooksForCustomers,
): FieldErrors => [
  ...nameErrors('customer.name', name),
  ...emailErrors('customer.email', email, draftLimits.email),
  ...addressErrors('customer.address', address, books),
  ...taxIdErrors('customer.taxId', taxId, books),
  ...currencyErrors('customer.currency', currency, books),
];

const currencyErrors = (path: string, currency: string, books: BooksForCustomers): FieldErrors => {
  if (!books.multiCurrency || books.currencies.includes(currency)) return [];
  return currency === ''
    ? wrong(path, 'required')
    : wrong(path, 'currency_mismatch', books.homeCurrency);
};
