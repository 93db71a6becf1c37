import { type PostalAddress, parseAddress } from './postal-address.ts';

/**
 * QuickBooks' limits for a PhysicalAddress: Line1 to Line5, 500 characters each, 2000 in all.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const billAddressLimits = { lines: 5, perLine: 500, together: 2000 } as const;

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Joins all lines after the fourth into the fifth. */
const five = (all: string[]): string[] => {
  const last = billAddressLimits.lines - 1;
  return all.length <= billAddressLimits.lines
    ? all
    : [...all.slice(0, last), all.slice(last).join(', ')];
};

/**
 * Splits *To* and *Address* into the parts that QuickBooks stores; *To* comes above the street.
 * `home` is the company's country, two letters.
 */
export const billAddress = (to: string, address: string, home: string): PostalAddress => {
  const parsed = parseAddress(address, home);
  return { ...parsed, lines: five([...lines(to), ...parsed.lines]) };
};
