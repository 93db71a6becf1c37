import type { Doors } from '../context.ts';

/** QuickBooks' stamps have whole seconds, and its clock is known only roughly. */
const marginMs = 120_000;

/** The moment from which on, by QuickBooks' clock, something can have come of an attempt; epoch ms. */
export const earliestOf = (
  { quickbooks }: Pick<Doors, 'quickbooks'>,
  attempt: { sentAt: number },
): number => attempt.sentAt + (quickbooks.skewMs() ?? 0) - marginMs;

/** Whether something was made clearly before the attempt that is said to have made it. */
export const isOlder = (
  doors: Pick<Doors, 'quickbooks'>,
  made: { createdAt: string },
  attempt: { sentAt: number },
): boolean => Date.parse(made.createdAt) < earliestOf(doors, attempt);
