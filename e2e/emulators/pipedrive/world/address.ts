import type { Address } from './rows.ts';

/**
 * An address as Pipedrive keeps it. Its parts come from geocoding and are often missing, so only
 * addresses of the form "no street, city, ST zip, USA" get theirs; of others only `value` is known.
 */
export function toAddress(value: string): Address {
  const american = /^(\d+) ([^,]+), ([^,]+), ([A-Z]{2}) (\d{5}), USA$/.exec(value);
  const [, number, street, city, state, zip] = american ?? [];
  return {
    value,
    country: american ? 'United States' : null,
    admin_area_level_1: state ?? null,
    admin_area_level_2: null,
    locality: city ?? null,
    sublocality: null,
    route: street ?? null,
    street_number: number ?? null,
    subpremise: null,
    postal_code: zip ?? null,
  };
}
