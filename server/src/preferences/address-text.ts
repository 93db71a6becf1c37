import * as z from 'zod';
import { regionCode } from '../shared/address/address-regions.ts';
import { type Town, townRows } from '../shared/address/address-town.ts';
import { countryCode } from '../shared/address/country-code.ts';
import { parseAddress, subdivisionOf } from '../shared/address/postal-address.ts';

const part = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => text?.trim() ?? '');

/** Address object of Pipedrive. The parts come from geocoding; all of them may be missing. */
const pipedriveAddress = z.object({
  value: part,
  formatted_address: part,
  street_number: part,
  route: part,
  subpremise: part,
  locality: part,
  postal_code: part,
  admin_area_level_1: part,
  country: part,
});

type PipedriveAddress = z.infer<typeof pipedriveAddress>;

/**
 * Formats an address in lines that `parseAddress` can read. Splits text without parts at its
 * commas. With parts, keeps the written lines when they parse to the same parts; otherwise rewrites
 * town and country from the parts. Pure.
 */
export const addressText = (value: unknown): string => {
  if (typeof value === 'string') return split(value).join('\n');
  const parsed = pipedriveAddress.safeParse(value);
  if (!parsed.success) return '';
  const address = parsed.data;
  const pieces = split(address.formatted_address || address.value);
  const code = countryCode(address.country);
  if (!code || !(address.locality || address.postal_code)) {
    return pieces.length > 0 ? pieces.join('\n') : fromParts(address).join('\n');
  }
  const asWritten = townJoined(pieces, address);
  return parsesToParts(asWritten, address, code) ? asWritten : rewritten(pieces, address, code);
};

const split = (text: string): string[] =>
  text
    .split(/\n/.test(text) ? '\n' : ',')
    .map((piece) => piece.trim())
    .filter(Boolean);

/** Joins the pieces from the town up to the country into one line. */
const townJoined = (pieces: string[], { locality }: PipedriveAddress): string => {
  const town = pieces.slice(0, -1).findLastIndex((piece) => piece.includes(locality));
  if (locality === '' || town < 1) return pieces.join('\n');
  return [...pieces.slice(0, town), pieces.slice(town, -1).join(', '), pieces.at(-1)].join('\n');
};

/** Whether the text parses to the town, postal code, state and country that Pipedrive sent. */
const parsesToParts = (text: string, address: PipedriveAddress, code: string): boolean => {
  const parsed = parseAddress(text, code);
  const region = regionCode(code, address.admin_area_level_1);
  return (
    ['', parsed.city].includes(address.locality) &&
    ['', parsed.postalCode].includes(address.postal_code) &&
    countryCode(parsed.country) === code &&
    (region === '' || ['', region].includes(subdivisionOf(parsed, code))) &&
    (parsed.region !== '' || !hasCodes(code, address))
  );
};

/** Whether the state has a code and so belongs in the address; `England` and `Bayern` do not. */
const hasCodes = (code: string, { admin_area_level_1: region }: PipedriveAddress): boolean =>
  region !== '' && (regionCode(code, region) !== region || /^[A-Z]{2,3}$/.test(region));

const rewritten = (pieces: string[], address: PipedriveAddress, code: string): string => {
  const { locality: city, postal_code: postalCode, admin_area_level_1: region } = address;
  const country = pieces.findLast((piece) => countryCode(piece) === code) ?? address.country;
  const named = hasCodes(code, address) || (region !== city && pieces.join(' ').includes(region));
  const town: Town = { city, region: named ? regionCode(code, region) : '', postalCode };
  const known = new Set(
    [city, region, regionCode(code, region), postalCode, country].flatMap(words),
  );
  const isContext = (piece: string) => words(piece).every((word) => known.has(word));
  const above = pieces.length > 0 ? pieces.filter((piece) => !isContext(piece)) : street(address);
  return [...above, ...townRows(code, town), country].join('\n');
};

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);

const street = ({ street_number, route, subpremise }: PipedriveAddress): string[] =>
  [[street_number, route].filter(Boolean).join(' '), subpremise].filter(Boolean);

const fromParts = (address: PipedriveAddress): string[] => {
  const { locality, admin_area_level_1: region, postal_code, country } = address;
  const town = [locality, [region, postal_code].filter(Boolean).join(' ')];
  return [...street(address), town.filter(Boolean).join(', '), country].filter(Boolean);
};
