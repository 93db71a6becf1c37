import { billAddress } from '../../shared/address/bill-address.ts';
import { type PostalAddress, subdivisionOf } from '../../shared/address/postal-address.ts';
import type { WireBody } from '../models.ts';

const addressParts = (address: PostalAddress, home: string): Record<string, string> => ({
  ...Object.fromEntries(address.lines.map((line, index) => [`Line${index + 1}`, line])),
  City: address.city,
  CountrySubDivisionCode: subdivisionOf(address, home),
  PostalCode: address.postalCode,
  Country: address.country,
});

/**
 * Converts recipient and address to QuickBooks' PhysicalAddress without empty parts; null when both
 * are empty. `home` is the company's country.
 */
export const addressBody = (to: string, address: string, home: string): WireBody | null => {
  const entries = Object.entries(addressParts(billAddress(to, address, home), home));
  const filled = entries.filter(([, text]) => text !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
};

/** Sends all parts, also empty ones, so that no part of the old address remains. */
export const wholeAddressBody = (address: string, home: string): WireBody => ({
  Line1: '',
  Line2: '',
  Line3: '',
  Line4: '',
  Line5: '',
  ...addressParts(billAddress('', address, home), home),
});
