import { draftLimits } from '../checks/draft-limits.ts';

/**
 * Returns the next free invoice number after the latest one that ends in digits, keeping prefix and
 * leading zeros (`HP-0042` gives `HP-0043`). Null when none ends in digits or the next one would be
 * longer than QuickBooks allows. Pure.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const proposeNumber = (recent: string[]): string | null => {
  const pattern = recent.map((number) => /^(.*?)(\d{1,15})$/.exec(number)).find((match) => match);
  const [prefix, digits] = [pattern?.[1], pattern?.[2]];
  if (prefix === undefined || digits === undefined) return null;
  const used = new Set(recent);
  const format = (value: number) => prefix + String(value).padStart(digits.length, '0');
  let next = Number(digits) + 1;
  while (used.has(format(next))) next += 1;
  const proposed = format(next);
  return proposed.length > draftLimits.number ? null : proposed;
};
