import { isRegion } from './address-regions.ts';

/**
 * Finds the town in an address, by the rules of its country. Pure: it splits text and never changes
 * it.
 */

export type Town = {
  city: string;
  /** State, province or county as written. */
  region: string;
  postalCode: string;
};

/** A town and the rows above it. */
export type FoundTown = Town & { lines: string[] };

type Layout = { postal: string; order: 'before' | 'after' };

const after = (postal: string): Layout => ({ postal, order: 'after' });
const before = (digits: string): Layout => ({
  postal: `(?:[A-Z]{1,2}-)?${digits}`,
  order: 'before',
});

const american = after('\\d{5}(?:-\\d{4})?');
const canadian = after('[A-Z]\\d[A-Z] ?\\d[A-Z]\\d');
const four = before('\\d{4}');
const five = before('\\d{5}');
const threeAndTwo = before('\\d{3} ?\\d{2}');

/** Sources: Universal Postal Union, addressing systems by country. */
const layouts: Record<string, Layout> = {
  US: american,
  PR: american,
  CA: canadian,
  AU: after('\\d{4}'),
  NZ: after('\\d{4}'),
  GB: after('[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}'),
  IE: after('(?:D6W|[A-Z]\\d{2}) ?[A-Z\\d]{4}'),
  MT: after('[A-Z]{3} ?\\d{4}'),
  SG: after('\\d{6}'),
  NL: before('\\d{4} ?[A-Z]{2}'),
  PL: before('\\d{2}-\\d{3}'),
  PT: before('\\d{4}-\\d{3}'),
  RO: before('\\d{6}'),
  ...Object.fromEntries('DE FR ES IT HR EE FI LT MX TR RS'.split(' ').map((code) => [code, five])),
  ...Object.fromEntries(
    'AT BE BG CH CY DK HU LI LU LV NO SI ZA'.split(' ').map((code) => [code, four]),
  ),
  ...Object.fromEntries('SE CZ SK GR'.split(' ').map((code) => [code, threeAndTwo])),
};

/**
 * Countries that can be recognised by the postal code, or by region and postal code, when an
 * address names no country.
 */
export const unmistakable = ['US', 'CA', 'AU', 'GB', 'NL'];

const englishNames: Record<string, string> = {
  US: 'United States',
  CA: 'Canada',
  AU: 'Australia',
  GB: 'United Kingdom',
  NL: 'Netherlands',
};

/** British postal codes outside the United Kingdom, by their first two letters. */
const notBritish: Record<string, string> = {
  JE: 'Jersey',
  GY: 'Guernsey',
  IM: 'Isle of Man',
  GX: 'Gibraltar',
};

/** Letters that can follow a house number in a street: `1600 SE Ankeny`, `1200 ST James`. */
const streetLetters = [
  'NE',
  'NW',
  'SE',
  'SW',
  'ST',
  'MT',
  'FT',
  'LA',
  'EL',
  'LE',
  'DE',
  'RT',
  'CR',
];

/**
 * Whether a postal code is surely Dutch: outside the Netherlands, `1600 SE` can begin a street, so
 * a street with its number must be in the row above.
 */
const isDutch = ({ lines, postalCode }: FoundTown): boolean => {
  const letters = /^\d{4} ?([A-Z]{2})$/.exec(postalCode)?.[1];
  const [, street = ''] = /^(\D*\p{L}\D*) \d+ ?[a-z]?$/iu.exec(lines.at(-1) ?? '') ?? [];
  if (!letters || streetLetters.includes(letters)) return false;
  return street !== '' && !numbered.test(street);
};

/**
 * The English name of the country of a town that was read by the rules of `code`; null when the
 * town may be in another country.
 */
export const impliedCountry = (code: string, town: FoundTown): string | null => {
  const { region, postalCode } = town;
  if (postalCode === '') return null;
  if (code === 'NL') return isDutch(town) ? (englishNames.NL ?? null) : null;
  if (region === '' && !/[A-Z]/.test(postalCode)) return null;
  const island = code === 'GB' ? notBritish[postalCode.slice(0, 2).toUpperCase()] : undefined;
  return island ?? englishNames[code] ?? null;
};

/**
 * Names of towns contain no digits, except for districts: `Dublin 2`, `Paris CEDEX 08`, `Praha 1`.
 */
const isCity = (text: string): boolean => /^\D*\p{L}\D*(?: \d{1,2}W?)?$/u.test(text);

/**
 * Text before a number that is not a postal code: `PO Box 12345`, `Suite 12345`, `State Route
 * 12345`.
 */
const numbered = new RegExp(
  '(?:^|[\\s.])(?:box|suite|ste|unit|apt|apartment|room|rm|floor|fl|level|lot|bldg|building|no|nr|number|dept|' +
    'department|stop|bag|drawer|trailer|hwy|highway|route|rt|rte|rr|account|acct|customer|postfach|postbus|' +
    'bp|apartado|casella postale|(?<=\\S\\s)(?:road|rd|street|avenue|ave))\\.?(?: \\d{1,2})?$' +
    '|^(?:suite|unit|apt|apartment|room|rm|bldg|building|p\\.? ?o\\.? box)\\b',
  'i',
);

const isTown = (text: string): boolean => isCity(text) && !numbered.test(text);

const pieces = (row: string): string[] => row.split(',').flatMap((piece) => piece.trim() || []);

/** Finds the town at the end of the rows, which must not contain the country; null when unsure. */
export const townOf = (country: string, rows: string[]): FoundTown | null => {
  const layout = layouts[country];
  if (!layout) return null;
  return layout.order === 'before'
    ? townAfterCode(country, layout, rows)
    : townBeforeCode(country, layout, rows);
};

/** Reads `20457 Hamburg` and `20121 Milano (MI)`, and `Hamburg 20457` below a street. */
const townAfterCode = (country: string, { postal }: Layout, rows: string[]): FoundTown | null => {
  const above = rows.slice(0, -1);
  const last = pieces(rows.at(-1) ?? '');
  const codeFirst = new RegExp(`^(${postal})\\s+(.+)$`, 'i').exec(last.at(-1) ?? '');
  if (codeFirst?.[2] && isTown(codeFirst[2])) {
    const [, postalCode = '', town] = codeFirst;
    return { lines: withRest(above, last.slice(0, -1)), postalCode, ...regionAtEnd(country, town) };
  }
  const codeLast = new RegExp(`^(.*?)[\\s,]+(${postal})$`, 'i').exec(rows.at(-1) ?? '');
  const [, head = '', postalCode = ''] = codeLast ?? [];
  const left = pieces(head);
  const city = left.at(-1) ?? '';
  const isBelow = above.length > 0 || left.length > 1;
  if (!isTown(city) || !isBelow) return null;
  return { lines: withRest(above, left.slice(0, -1)), city, region: '', postalCode };
};

/** Splits `Milano (MI)` or `Milano MI`. */
const regionAtEnd = (country: string, town: string): Pick<Town, 'city' | 'region'> => {
  const [, city = '', region = ''] = /^(.+?)\s+(\(?[A-Z]{2}\)?)$/.exec(town) ?? [];
  return isRegion(country, region) ? { city, region } : { city: town, region: '' };
};

/**
 * Reads `Portland, OR 97209`, `Sydney NSW 2000` and `Wells, Somerset, BA5 2RF`; each part may have
 * its own row.
 */
const townBeforeCode = (country: string, { postal }: Layout, rows: string[]): FoundTown | null => {
  const last = rows.at(-1) ?? '';
  const coded = new RegExp(`^(.*?)[\\s,]*(?<![^\\s,])(${postal})$`, 'i').exec(last);
  const [, head = last, postalCode = ''] = coded ?? [];
  const withRegion = cutRegion(country, [...rows.slice(0, -1), head].filter(Boolean));
  // Without a postal code, a US state counts only after a comma: `Boston, MA`.
  if (postalCode === '' && !(country === 'US' && withRegion.region && last.includes(','))) {
    return null;
  }
  const { rows: left, region } = withRegion;
  const lastLeft = pieces(left.at(-1) ?? '');
  const city = lastLeft.at(-1) ?? '';
  if (!isTown(city)) {
    // Digits alone may be a suite or a box, and would set the sales tax of the wrong town.
    const certain = /[A-Z]/i.test(postalCode) || (/\D/.test(postalCode) && !numbered.test(city));
    return region || certain ? { lines: left, city: '', region, postalCode } : null;
  }
  return { lines: withRest(left.slice(0, -1), lastLeft.slice(0, -1)), city, region, postalCode };
};

/**
 * Removes the region from the end of the last row: after a comma, alone in its row, or as its last
 * words.
 */
const cutRegion = (country: string, rows: string[]): { rows: string[]; region: string } => {
  const all = pieces(rows.at(-1) ?? '');
  const last = all.at(-1) ?? '';
  const above = rows.slice(0, -1);
  const others = all.slice(0, -1);
  const isTownToo = others.length === 0 && above.length === 0;
  if (isRegion(country, last) && !isTownToo) return { rows: withRest(above, others), region: last };
  const tokens = last.split(/\s+/);
  for (let count = Math.min(3, tokens.length - 1); count > 0; count--) {
    const region = tokens.slice(-count).join(' ');
    // Short names count in capitals only, because they can be words: `Road in`, `Straße or`.
    const plausible = region.length > 3 || region === region.toUpperCase();
    if (plausible && isRegion(country, region)) {
      const rest = tokens.slice(0, -count).join(' ');
      return { rows: withRest(above, [...others, rest]), region };
    }
  }
  return { rows, region: '' };
};

const withRest = (rows: string[], rest: string[]): string[] =>
  rest.length === 0 ? rows : [...rows, rest.join(', ')];

/** Reads `Tokyo, Tokyo-to` followed by a row with only the postal code, whatever the country. */
export const townAnywhere = (rows: string[]): FoundTown | null => {
  const postalCode = rows.at(-1) ?? '';
  const town = pieces(rows.at(-2) ?? '');
  const isCode = /^(?=.*\d)[A-Z\d][A-Z\d -]{2,9}$/i.test(postalCode);
  const [city = '', region = ''] = town;
  if (!isCode || numbered.test(postalCode.replace(/[\s\d-]+$/, ''))) return null;
  if (town.length > 2 || !town.every(isTown) || city === '') return null;
  return { lines: rows.slice(0, -2), city, region, postalCode };
};

/** Formats a town as the rows that `townOf` and `townAnywhere` read. */
export const townRows = (country: string, { city, region, postalCode }: Town): string[] => {
  const layout = layouts[country];
  const joined = (between: string, ...parts: string[]) => parts.filter(Boolean).join(between);
  if (!layout) return [joined(', ', city, region), postalCode].filter(Boolean);
  return layout.order === 'before'
    ? [joined(' ', postalCode, city, region && `(${region})`)].filter(Boolean)
    : [joined(', ', city, joined(' ', region, postalCode))].filter(Boolean);
};
