import type { Fault } from '../../quickbooks/write-result.ts';

/**
 * Faults of a new service that only its account can cause: inactive, deleted, or of another type.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const isAccountFault = ({ code, element }: Pick<Fault, 'code' | 'element'>): boolean =>
  ['610', '6430', '6440'].includes(code) || (code === '2500' && element !== 'SalesTaxCodeRef');
