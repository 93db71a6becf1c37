import { countryCode } from '../../shared/address/country-code.ts';
import {
  type PostalAddress,
  parseAddress,
  subdivisionOf,
} from '../../shared/address/postal-address.ts';

/** Whether two addresses are one, however each is written. Pure. */

const linesOf = (address: string): string[] =>
  address.split('\n').flatMap((line) => line.trim() || []);

/** Without case and commas: they stand where lines are broken elsewhere. */
const textOf = (line: string): string[] =>
  line
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);

/** The country on the last line, if it stands there alone; else that of the company's own country. */
const split = (lines: string[], home: string): { rest: string[]; country: string } => {
  const country = countryCode(lines.at(-1) ?? '');
  return country ? { rest: lines.slice(0, -1), country } : { rest: lines, country: home };
};

const sameWords = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index]);

/**
 * Lines may be broken elsewhere. Where they are not, the words of a line may stand in another order:
 * a postal code before its town, or after it.
 */
const sameLines = (a: string[], b: string[]): boolean => {
  if (sameWords(a.flatMap(textOf), b.flatMap(textOf))) return true;
  const sorted = (line = '') => textOf(line).toSorted();
  return a.length === b.length && a.every((line, at) => sameWords(sorted(line), sorted(b[at])));
};

/** Part by part, where the town of both is told: a state by its code is the state by its name. */
const sameParts = (one: string, other: string, home: string): boolean => {
  const [a, b] = [parseAddress(one, home), parseAddress(other, home)];
  const words = (address: PostalAddress) =>
    [
      ...address.lines.flatMap(textOf),
      ...textOf(address.city),
      ...textOf(subdivisionOf(address, home)),
      ...textOf(address.postalCode),
    ].concat(countryCode(address.country) ?? home);
  return a.city !== '' && b.city !== '' && sameWords(words(a), words(b));
};

/**
 * True for addresses that differ in white space, case, commas, breaks of lines and the spelling of the
 * state or country only. One without a country is in `home`, a code of two letters. The order of lines counts.
 */
export const sameAddress = (one: string, other: string, home: string): boolean => {
  const [a, b] = [linesOf(one), linesOf(other)];
  if (sameLines(a, b)) return true;
  const [left, right] = [split(a, home), split(b, home)];
  return (
    (left.country === right.country && sameLines(left.rest, right.rest)) ||
    sameParts(one, other, home)
  );
};
