import { isRegion, regionCode } from './address-regions.ts';
import { impliedCountry, type Town, townAnywhere, townOf, unmistakable } from './address-town.ts';
import { countryCode } from './country-code.ts';

/** An address in the parts that QuickBooks stores; a part that was not recognised is empty. */
export type PostalAddress = Town & {
  /** Street, building and everything else above the town. */
  lines: string[];
  /** As written; in English when it follows from the postal code. */
  country: string;
};

/**
 * Addresses with longer rows are not split: QuickBooks limits an address line to 500 characters.
 */
const longestRow = 500;

const longest = { city: 255, region: 255, postalCode: 30, country: 255 } as const;

const rowsOf = (text: string): string[] => text.split(/\r?\n/).flatMap((row) => row.trim() || []);

/**
 * Reads city, state, postal code and country from the end of an address. Without a country it tries
 * the rules of `home`, the company's country in two letters, first. Text that is not recognised
 * stays in `lines`. Pure.
 */
export const parseAddress = (text: string, home: string): PostalAddress => {
  const rows = rowsOf(text);
  if (rows.slice(-3).some((row) => row.length > longestRow)) return plain(rows);
  const found = withCountry(rows, home) ?? withoutCountry(rows, home) ?? plain(rows);
  const fits = Object.entries(longest).every(
    ([part, limit]) => found[part as keyof typeof longest].length <= limit,
  );
  return fits ? found : plain(rows);
};

const plain = (lines: string[]): PostalAddress => ({
  lines,
  city: '',
  region: '',
  postalCode: '',
  country: '',
});

/**
 * Reads an address that ends with a country, unless that may be a state: `Springfield, IL` is not
 * in Israel.
 */
const withCountry = (rows: string[], home: string): PostalAddress | null => {
  for (const { rest, country, apart } of endings(rows)) {
    const code = countryCode(country);
    if (!code) continue;
    const town = townOf(code, rest) ?? townAnywhere(rest);
    const certain = apart && country.length > 2 && !isRegion(home, country);
    if (town?.postalCode) return { ...town, country };
    if (certain) return { ...(town ?? plain(rest)), country };
  }
  return null;
};

type Ending = { rest: string[]; country: string; apart: boolean };

/**
 * Possible countries: the last row, the text after its last comma, the text after its last digit.
 */
const endings = (rows: string[]): Ending[] => {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const above = rows.slice(0, -1);
  const [, beforeComma = '', behindComma = ''] = /^(.*),\s*([^,]+)$/.exec(last) ?? [];
  const [, beforeSpace = '', behindSpace = ''] = /^(.*\d\S*)\s+(\D+)$/.exec(last) ?? [];
  const ending = (rest: string, country: string, apart: boolean): Ending[] =>
    country ? [{ rest: [...above, rest].filter(Boolean), country, apart }] : [];
  return [
    ...ending('', last, true),
    ...ending(beforeComma.trim(), behindComma, true),
    ...ending(beforeSpace.trim(), behindSpace, false),
  ];
};

/**
 * Reads an address by the rules of `home`, else by those of a country that its postal code implies.
 */
const withoutCountry = (rows: string[], home: string): PostalAddress | null => {
  const townAtHome = townOf(home, rows);
  if (townAtHome) return { ...townAtHome, country: '' };
  for (const code of unmistakable) {
    const town = townOf(code, rows);
    const country = town && impliedCountry(code, town);
    if (country) return { ...town, country };
  }
  return null;
};

/**
 * True when QuickBooks can locate the address: it has a state, a postal code or another country.
 */
export const hasContext = (address: PostalAddress, home: string): boolean => {
  const country = countryCode(address.country) ?? home;
  return address.region !== '' || address.postalCode !== '' || country !== home;
};

/** The state's code if it has one, for QuickBooks' CountrySubDivisionCode. */
export const subdivisionOf = (address: PostalAddress, home: string): string =>
  regionCode(countryCode(address.country) ?? home, address.region);
