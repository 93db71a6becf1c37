import type { Call } from './journals.ts';

/** One call may bring so many invoices (Intuit: query operations, maxresults). */
export const invoicesPerCall = 1_000;

/** The fewest calls that can bring so many invoices. */
export const fewestCalls = (invoices: number): number => Math.ceil(invoices / invoicesPerCall);

/**
 * By how many milliseconds the second call started later than `at`, epoch milliseconds; negative when it
 * was earlier. The emulator's clock counts whole milliseconds. Throws where nothing was left to be read.
 */
export const secondCallAfter = (calls: Pick<Call, 'time'>[], at: number): number => {
  const second = calls[1];
  if (!second) throw new Error('There was no second call');
  return Date.parse(second.time) - Math.floor(at);
};
