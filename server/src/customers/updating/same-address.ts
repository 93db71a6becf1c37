import { countryCode } from '../../shared/address/country-code.ts';
import {
  type PostalAddress,
  parseAddress,
  subdivisionOf,
} from '../../shared/address/postal-address.ts';

const linesOf = (address: string): string[] =>
  address.split('\n').flatMap((line) => line.trim() || []);

/** Words in lower case, without commas, which often replace a line break. */
const wordsOf = (line: string): string[] =>
  line
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);

/** Splits off a country on the last line; without one the address is in the home country. */
const splitCountry = (
  lines: string[],
  homeCountry: string,
): { rest: string[]; country: string } => {
  const country = countryCode(lines.at(-1) ?? '');
  return country ? { rest: lines.slice(0, -1), country } : { rest: lines, country: homeCountry };
};

const sameWords = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index]);

/**
 * Ignores line breaks. With the same lines it also ignores the order of words in a line, such as a
 * postal code before or after its town.
 */
const sameLines = (a: string[], b: string[]): boolean => {
  if (sameWords(a.flatMap(wordsOf), b.flatMap(wordsOf))) return true;
  const sorted = (line = '') => wordsOf(line).toSorted();
  return (
    a.length === b.length && a.every((line, index) => sameWords(sorted(line), sorted(b[index])))
  );
};

/** Compares parsed parts when both name a town; a state code equals the name of the state. */
const sameParts = (one: string, other: string, homeCountry: string): boolean => {
  const [a, b] = [parseAddress(one, homeCountry), parseAddress(other, homeCountry)];
  const words = (address: PostalAddress) =>
    [
      ...address.lines.flatMap(wordsOf),
      ...wordsOf(address.city),
      ...wordsOf(subdivisionOf(address, homeCountry)),
      ...wordsOf(address.postalCode),
    ].concat(countryCode(address.country) ?? homeCountry);
  return a.city !== '' && b.city !== '' && sameWords(words(a), words(b));
};

/**
 * Whether two addresses differ only in white space, case, commas, line breaks and the spelling of
 * state or country. An address without a country is in `homeCountry`, two letters. Pure.
 */
export const sameAddress = (one: string, other: string, homeCountry: string): boolean => {
  const [a, b] = [linesOf(one), linesOf(other)];
  if (sameLines(a, b)) return true;
  const [left, right] = [splitCountry(a, homeCountry), splitCountry(b, homeCountry)];
  return (
    (left.country === right.country && sameLines(left.rest, right.rest)) ||
    sameParts(one, other, homeCountry)
  );
};
