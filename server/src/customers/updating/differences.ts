import type { QuickbooksCustomerDetails } from '../../quickbooks/models.ts';
import { hasAddresses } from '../../shared/checks/email-list.ts';
import { lostLetters, withMarks } from '../../shared/text/lost-letters.ts';
import type { Difference } from '../contract.ts';
import { sameAddress } from './same-address.ts';

/** Details as Pipedrive has them; what is left out or empty is not compared. */
export type Details = { address?: string; email?: string; taxId?: string };

type Kept = Pick<QuickbooksCustomerDetails, 'billAddress' | 'email' | 'taxId'>;

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
    email: !hasAddresses(kept.email, email),
    taxId: kept.taxId !== null && bare(taxId) !== bare(kept.taxId),
  };
  const wanted = { address, email, taxId };
  return (['address', 'email', 'taxId'] as const)
    .filter((field) => wanted[field].trim() !== '' && differ[field])
    .map((field) => {
      const [pipedrive, quickbooks] = [wanted[field].trim(), kept[field] ?? ''];
      const lettersLost =
        lostLetters(pipedrive, quickbooks) ||
        (field === 'address' && sameAddress(withMarks(pipedrive), quickbooks, home));
      return { field, pipedrive, quickbooks, lettersLost };
    });
};
