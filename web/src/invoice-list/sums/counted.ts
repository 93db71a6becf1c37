import { number } from '../../lib/format.ts';

/** A count as words with a plural take it: the number to choose by, and how the user writes it. */
export const counted = (count: number): { count: number; shown: string } => ({
  count,
  shown: number(String(count)),
});
