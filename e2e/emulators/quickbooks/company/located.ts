import type { Address } from './entities.ts';

/**
 * An address with the place QuickBooks finds for it, as texts; `INVALID` where it finds none, here
 * without city and postal code. The same address is always at the same place.
 */
export function located(address: Address | undefined): Address | undefined {
  if (!address) return undefined;
  const { Lat, Long, ...plain } = address;
  const { City, PostalCode } = plain;
  if (!City && !PostalCode) return { ...plain, Lat: 'INVALID', Long: 'INVALID' };
  const place = `${City ?? ''} ${PostalCode ?? ''}`.toLowerCase();
  return { ...plain, Lat: degrees(place, 25, 24), Long: degrees(`${place} `, -125, 58) };
}

function degrees(text: string, from: number, width: number): string {
  const hash = [...text].reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 1e7, 7);
  return (from + (hash / 1e7) * width).toFixed(7);
}

/** Whether an address is only lines, without a city or postal code of its own. */
export function isFreeForm(address: Address | undefined): boolean {
  return address !== undefined && !address.City && !address.PostalCode;
}
