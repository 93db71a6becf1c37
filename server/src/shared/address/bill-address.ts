import { type PostalAddress, parseAddress } from './postal-address.ts';

/** Intuit: PhysicalAddress, Line1 to Line5, each 500 characters, 2000 together. */
export const billAddressLimits = { lines: 5, perLine: 500, together: 2000 } as const;

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** At most five lines: the rest is joined into the fifth. */
const five = (all: string[]): string[] => {
  const last = billAddressLimits.lines - 1;
  return all.length <= billAddressLimits.lines
    ? all
    : [...all.slice(0, last), all.slice(last).join(', ')];
};

/**
 * To and Address in the parts that QuickBooks keeps; To stands above the street. `home` is the company's
 * country, two letters.
 */
export const billAddress = (to: string, address: string, home: string): PostalAddress => {
  const parsed = parseAddress(address, home);
  return { ...parsed, lines: five([...lines(to), ...parsed.lines]) };
};
