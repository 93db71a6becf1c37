import type { Call } from './journals.ts';

/**
 * Maximum number of invoices per call.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
export const invoicesPerCall = 1_000;

/** Minimum number of calls that return this many invoices. */
export const fewestCalls = (invoices: number): number => Math.ceil(invoices / invoicesPerCall);

/**
 * Milliseconds from `at`, epoch milliseconds, to the start of the second call; negative when it
 * came earlier. `at` is rounded down like the emulator's clock. Throws when there is no second
 * call.
 */
export const secondCallAfter = (calls: Pick<Call, 'time'>[], at: number): number => {
  const second = calls[1];
  if (!second) throw new Error('QuickBooks received no second call');
  return Date.parse(second.time) - Math.floor(at);
};
