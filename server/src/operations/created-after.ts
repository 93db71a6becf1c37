import type { Dependencies } from '../context.ts';

/** QuickBooks truncates timestamps to seconds, and the skew of its clock is only an estimate. */
const marginMs = 120_000;

/**
 * Earliest time, by QuickBooks' clock, at which the operation can have taken effect; epoch
 * milliseconds.
 */
export const earliestEffect = (
  { quickbooks }: Pick<Dependencies, 'quickbooks'>,
  { sentAt }: { sentAt: number },
): number => sentAt + (quickbooks.skewMs() ?? 0) - marginMs;

/**
 * Whether an object was created before the operation can have taken effect, so another request
 * created it.
 */
export const isOlder = (
  dependencies: Pick<Dependencies, 'quickbooks'>,
  created: { createdAt: string },
  operation: { sentAt: number },
): boolean => Date.parse(created.createdAt) < earliestEffect(dependencies, operation);
