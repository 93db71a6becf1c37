import type { Control } from '../world/control.ts';

/** A call in an emulator's journal. */
export type Call = { n: number; time: string; method: string; path: string; kind?: string };

/** One emulator returns the calls as an array, the other as a property of an object. */
const journal = async (vendor: Control, after: number): Promise<Call[]> => {
  const answer = await vendor.get<Call[] | { calls: Call[] }>(`journal?after=${after}`);
  return 'calls' in answer ? answer.calls : answer;
};

/** Current position in this emulator's journal. */
export const lastOf = async (vendor: Control): Promise<number> =>
  (await journal(vendor, 0)).at(-1)?.n ?? 0;

/** Calls of the app since that position, without those that browsers make for the host page. */
export const callsSince = async (vendor: Control, after: number): Promise<Call[]> =>
  (await journal(vendor, after)).filter(({ kind }) => kind !== 'page');

/** A write to QuickBooks: every POST except a query. */
export const isWrite = ({ method, path }: Call): boolean =>
  method === 'POST' && !path.endsWith('/query');
