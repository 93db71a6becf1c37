import { billAddress } from '../../shared/address/bill-address.ts';
import { type PostalAddress, subdivisionOf } from '../../shared/address/postal-address.ts';
import type { WireBody } from '../models.ts';

const parts = (address: PostalAddress, home: string): Record<string, string> => ({
  ...Object.fromEntries(address.lines.map((line, index) => [`Line${index + 1}`, line])),
  City: address.city,
  CountrySubDivisionCode: subdivisionOf(address, home),
  PostalCode: address.postalCode,
  Country: address.country,
});

/**
 * To and Address as QuickBooks keeps them, without empty parts; null where both are empty. `home` is the
 * company's country (Intuit: PhysicalAddress).
 */
export const addressBody = (to: string, address: string, home: string): WireBody | null => {
  const told = Object.entries(parts(billAddress(to, address, home), home));
  const filled = told.filter(([, text]) => text !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
};

/** Every part, the empty ones too, so that nothing of an old address stays beside the new one. */
export const wholeAddressBody = (address: string, home: string): WireBody => ({
  Line1: '',
  Line2: '',
  Line3: '',
  Line4: '',
  Line5: '',
  ...parts(billAddress('', address, home), home),
});
