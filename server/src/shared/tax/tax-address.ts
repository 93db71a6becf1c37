import { hasContext, parseAddress } from '../address/postal-address.ts';
import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';

/**
 * Where US automated sales tax is worked out for, and which address of the invoice says so:
 * `customer`, its shipping address in QuickBooks; `billing`, that of the form; `other`, typed for it;
 * `left`, none that QuickBooks could place: it takes what it finds itself.
 */
export type TaxAddress = {
  from: 'customer' | 'billing' | 'other' | 'left';
  /** Null where it is not known here. */
  address: string | null;
  /** Whether QuickBooks can tell the state from it. */
  placed: boolean;
};

/**
 * The address that decides automated sales tax; null where the company does not use it. A billing address
 * never takes the place of a shipping address that the customer has, unless the user chose it. Pure.
 */
export const taxAddressOf = (
  { customer }: Pick<DraftContent, 'customer'>,
  { country, taxRegime }: Pick<CompanyProfile, 'country' | 'taxRegime'>,
): TaxAddress | null => {
  if (taxRegime !== 'us_automatic') return null;
  const { choice, address, shipTo = { kind: 'auto' } } = customer;
  const placed = (text: string) => hasContext(parseAddress(text, country), country);
  if (shipTo.kind === 'other') {
    return { from: 'other', address: shipTo.address, placed: placed(shipTo.address) };
  }
  const theirs = choice.kind === 'existing' ? choice.shipAddress : null;
  if (shipTo.kind === 'auto' && theirs !== null) {
    const known = theirs === undefined ? null : theirs;
    return { from: 'customer', address: known, placed: known === null || placed(known) };
  }
  const isPlaced = placed(address);
  const asked = shipTo.kind === 'billing' && address.trim() !== '';
  return { from: isPlaced || asked ? 'billing' : 'left', address, placed: isPlaced };
};

/** What is sent as the invoice's shipping address; null where QuickBooks takes the customer's. */
export const shipAddressOf = (
  content: Pick<DraftContent, 'customer'>,
  profile: Pick<CompanyProfile, 'country' | 'taxRegime'>,
): string | null => {
  const decides = taxAddressOf(content, profile);
  return decides?.from === 'billing' || decides?.from === 'other' ? decides.address : null;
};
