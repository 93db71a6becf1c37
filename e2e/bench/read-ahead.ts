import type { Call } from './journals.ts';

/** Maximum number of invoices per call (Intuit: query operations, maxresults). */
export const invoicesPerCall = 1_000;

/** Minimum number of calls that return this many invoices. */
export const fewestCalls = (invoices: number): number => Math.ceil(invoices / invoicesPerCall);

/**
 * By how many milliseconds the second call started later than `at`, epoch milliseconds; negative when it
 * was earlier. The emulator's clock counts whole milliseconds. Throws where nothing was left to be read.
 */
export const secondCallAfter = (calls: Pick<Call, 'time'>[], at: number): number => {
  const second = calls[1];
  if (!second) throw new Error('QuickBooks received no second call');
  return Date.parse(second.time) - Math.floor(at);
};
