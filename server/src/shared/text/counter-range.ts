import { draftLimits } from '../checks/draft-limits.ts';
import { type CounterRange, type PatternPart, partsOf, type ValueName } from './number-pattern.ts';

/** Writes a count with the leading zeros of its range. */
export const countedNumber = ({ prefix, suffix, digits }: CounterRange, count: number): string =>
  `${prefix}${String(count).padStart(digits, '0')}${suffix}`;

/** The count that a number has in this range; null for another number. */
export const countIn = (
  { prefix, suffix, digits }: CounterRange,
  number: string,
): number | null => {
  if (number.length < prefix.length + suffix.length) return null;
  if (!number.startsWith(prefix) || !number.endsWith(suffix)) return null;
  const count = number.slice(prefix.length, number.length - suffix.length);
  if (!/^\d{1,15}$/.test(count) || count.length < digits) return null;
  return count.length > digits && count.startsWith('0') ? null : Number(count);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const expressions: Record<ValueName, string> = {
  year: '\\d{4}',
  month: '\\d{2}',
  'deal id': '\\d+',
  'deal title': '.+?',
};

const expressionOf = (part: PatternPart): string => {
  if (part.kind === 'text') return escaped(part.written);
  return part.kind === 'value' ? expressions[part.name] : '.+?';
};

/** Where the counter of this number counts, as far as the number fits the pattern; else null. */
const rangeByPattern = (number: string, pattern: string): CounterRange | null => {
  // Also keeps expressions of several texts short.
  if (number.length > draftLimits.number) return null;
  const parts = partsOf(pattern);
  const at = parts.findIndex(({ kind }) => kind === 'counter');
  const counter = parts[at];
  if (counter?.kind !== 'counter') {
    const all = parts.map(expressionOf).join('');
    const base = [`^(${all})$`, `^(${all})-\\d+$`]
      .map((expression) => new RegExp(expression, 'u').exec(number)?.[1])
      .find((found) => found !== undefined);
    return base === undefined ? null : { prefix: `${base}-`, suffix: '', digits: 1 };
  }
  const before = parts.slice(0, at).map(expressionOf).join('');
  const after = parts
    .slice(at + 1)
    .map(expressionOf)
    .join('');
  const { digits } = counter;
  const counted = `\\d{${digits}}|[1-9]\\d{${digits},14}`;
  const found = new RegExp(`^(${before})(${counted})(${after})$`, 'u').exec(number);
  const [prefix, suffix] = [found?.[1], found?.[3]];
  return prefix === undefined || suffix === undefined ? null : { prefix, suffix, digits };
};

/** The range of a number that ends in digits, with as many digits at least. */
const rangeOfEnd = (number: string): CounterRange | null => {
  const found = /^(.*?)(\d{1,15})$/.exec(number);
  const [prefix, digits] = [found?.[1], found?.[2]];
  return prefix === undefined || digits === undefined
    ? null
    : { prefix, suffix: '', digits: digits.length };
};

/**
 * The range in which a used number is followed by the next one: that of the pattern's counter, a
 * suffix `-2` for a pattern without one, else the digits at its end.
 */
export const rangeAfter = (number: string, pattern: string | null): CounterRange | null =>
  (pattern === null ? null : rangeByPattern(number, pattern)) ?? rangeOfEnd(number);

/** Numbers after this one in its range, at most `many`, none longer than QuickBooks allows. */
export const numbersAfter = (number: string, range: CounterRange, many: number): string[] => {
  // The first of a deal has no suffix, so the second gets 2.
  const count = countIn(range, number) ?? 1;
  return Array.from({ length: many }, (_, index) => countedNumber(range, count + index + 1)).filter(
    (next) => next.length <= draftLimits.number,
  );
};
