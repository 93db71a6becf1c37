import type { Address } from './rows.ts';

/**
 * Converts text to Pipedrive's address format. Pipedrive geocodes the parts and often has none, so
 * only "number street, city, ST zip, USA" gets parts; other addresses have only `value`.
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
