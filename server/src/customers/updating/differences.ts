import type { BooksCustomerDetails } from '../../quickbooks/told.ts';
import type { Difference } from '../contract.ts';
import { sameAddress } from './same-address.ts';

/** Details as Pipedrive has them; what is left out or empty is not compared. */
export type Details = { address?: string; email?: string; taxId?: string };

type Kept = Pick<BooksCustomerDetails, 'billAddress' | 'email' | 'taxId'>;

/** QuickBooks takes several addresses with commas between them. */
const addresses = (email: string): string[] =>
  email
    .toLowerCase()
    .split(/[,;\s]+/)
    .filter(Boolean);

/** An address that QuickBooks has among others is no news. */
const sameEmail = (pipedrive: string, quickbooks: string): boolean => {
  const there = addresses(quickbooks);
  return addresses(pipedrive).every((one) => there.includes(one));
};

const bare = (taxId: string): string => taxId.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Where Pipedrive's details and QuickBooks' differ. What Pipedrive has not is never a difference, nor is
 * a tax id that QuickBooks masks. `home` is the company's country, two letters. Pure.
 */
export const differencesBetween = (
  details: Details,
  customer: Kept,
  home: string,
): Difference[] => {
  const { address = '', email = '', taxId = '' } = details;
  const kept = {
    address: customer.billAddress,
    email: customer.email ?? '',
    taxId: customer.taxId,
  };
  const differ = {
    address: !sameAddress(address, kept.address, home),
    email: !sameEmail(email, kept.email),
    taxId: kept.taxId !== null && bare(taxId) !== bare(kept.taxId),
  };
  const wanted = { address, email, taxId };
  return (['address', 'email', 'taxId'] as const)
    .filter((field) => wanted[field].trim() !== '' && differ[field])
    .map((field) => ({
      field,
      pipedrive: wanted[field].trim(),
      quickbooks: kept[field] ?? '',
    }));
};
