import { locales } from '../lib/locale.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `15 minutes`, `0.25 seconds`, `1.5 hours`: the largest unit that has at least one. */
export const durationText = (ms: number): string => {
  const [unit, unitMs] = units.find(([, size]) => ms >= size) ?? ['second', 1_000];
  const format = new Intl.NumberFormat(locales.numbers, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'second' ? 2 : 1,
  });
  return format.format(ms / unitMs);
};
