import { number } from '../../lib/format.ts';

/**
 * A count for a message with a plural: the number that selects the form, and its formatted text.
 */
export const counted = (count: number): { count: number; shown: string } => ({
  count,
  shown: number(String(count)),
});
