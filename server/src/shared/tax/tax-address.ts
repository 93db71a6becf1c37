import { hasContext, parseAddress } from '../address/postal-address.ts';
import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { taxRulesOf } from './tax-rules.ts';

/**
 * The address that US automated sales tax is calculated for, and its source: `customer`, the
 * customer's shipping address in QuickBooks; `billing`, the form's; `other`, typed for this
 * invoice; `left`, none is sent, because QuickBooks could not locate the billing address.
 */
export type TaxAddress = {
  from: 'customer' | 'billing' | 'other' | 'left';
  /** Null when the customer's shipping address is not known. */
  address: string | null;
  /** Whether QuickBooks can find the state from it; true when the address is not known. */
  placed: boolean;
};

/**
 * Finds the address that decides automated sales tax; null when the company does not use it. The
 * billing address replaces a shipping address of the customer only if the user chose that. Pure.
 */
export const taxAddressOf = (
  { customer }: Pick<DraftContent, 'customer'>,
  profile: Pick<CompanyProfile, 'country' | 'taxRegime'>,
): TaxAddress | null => {
  if (!taxRulesOf(profile).isByAddress) return null;
  const { country } = profile;
  const { choice, address, shipTo = { kind: 'auto' } } = customer;
  const placed = (text: string) => hasContext(parseAddress(text, country), country);
  if (shipTo.kind === 'other') {
    return { from: 'other', address: shipTo.address, placed: placed(shipTo.address) };
  }
  const customerAddress = choice.kind === 'existing' ? choice.shipAddress : null;
  if (shipTo.kind === 'auto' && customerAddress !== null) {
    const known = customerAddress === undefined ? null : customerAddress;
    return { from: 'customer', address: known, placed: known === null || placed(known) };
  }
  const isPlaced = placed(address);
  const chosen = shipTo.kind === 'billing' && address.trim() !== '';
  return { from: isPlaced || chosen ? 'billing' : 'left', address, placed: isPlaced };
};

/** The invoice's shipping address to send; null when none is sent. */
export const shipAddressOf = (
  content: Pick<DraftContent, 'customer'>,
  profile: Pick<CompanyProfile, 'country' | 'taxRegime'>,
): string | null => {
  const taxAddress = taxAddressOf(content, profile);
  return taxAddress?.from === 'billing' || taxAddress?.from === 'other' ? taxAddress.address : null;
};
