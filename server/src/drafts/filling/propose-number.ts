import { draftLimits } from '../../shared/checks/draft-limits.ts';

/**
 * The next invoice number after the ones used last: the first of them that ends in digits, plus one,
 * prefix and leading zeros kept (`HP-0042` gives `HP-0043`), skipping those that are taken. Null when
 * no number ends in digits, or the next one would be longer than QuickBooks allows.
 */
export const proposeNumber = (recent: string[]): string | null => {
  const pattern = recent.map((number) => /^(.*?)(\d{1,15})$/.exec(number)).find((match) => match);
  const [prefix, digits] = [pattern?.[1], pattern?.[2]];
  if (prefix === undefined || digits === undefined) return null;
  const used = new Set(recent);
  const write = (value: number) => prefix + String(value).padStart(digits.length, '0');
  let next = Number(digits) + 1;
  while (used.has(write(next))) next += 1;
  const proposed = write(next);
  return proposed.length > draftLimits.number ? null : proposed;
};
