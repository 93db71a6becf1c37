import type { QuickbooksCustomerDetails } from '../../quickbooks/models.ts';
import { hasAddresses } from '../../shared/checks/email-list.ts';
import { lostLetters, withMarks } from '../../shared/text/lost-letters.ts';
import type { Difference } from '../contract.ts';
import { sameAddress } from './same-address.ts';

/** Details of a customer in Pipedrive; missing or empty ones are not compared. */
export type Details = { address?: string; email?: string; taxId?: string };

type CustomerFields = Pick<QuickbooksCustomerDetails, 'billAddress' | 'email' | 'taxId'>;

const normalizedTaxId = (taxId: string): string =>
  taxId.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Returns the fields whose values in Pipedrive and QuickBooks differ. Ignores values that are empty
 * in Pipedrive and a masked tax id. `homeCountry` is the company's country, two letters. Pure.
 */
export const differencesBetween = (
  details: Details,
  customer: CustomerFields,
  homeCountry: string,
): Difference[] => {
  const { address = '', email = '', taxId = '' } = details;
  const stored = {
    address: customer.billAddress,
    email: customer.email ?? '',
    taxId: customer.taxId,
  };
  const isDifferent = {
    address: !sameAddress(address, stored.address, homeCountry),
    email: !hasAddresses(stored.email, email),
    taxId: stored.taxId !== null && normalizedTaxId(taxId) !== normalizedTaxId(stored.taxId),
  };
  const pipedriveValues = { address, email, taxId };
  return (['address', 'email', 'taxId'] as const)
    .filter((field) => pipedriveValues[field].trim() !== '' && isDifferent[field])
    .map((field) => {
      const [pipedrive, quickbooks] = [pipedriveValues[field].trim(), stored[field] ?? ''];
      const lettersLost =
        lostLetters(pipedrive, quickbooks) ||
        (field === 'address' && sameAddress(withMarks(pipedrive), quickbooks, homeCountry));
      return { field, pipedrive, quickbooks, lettersLost };
    });
};
