import type { Control } from '../world/control.ts';

/** A call as a emulator's journal has it. */
export type Call = { n: number; time: string; method: string; path: string; kind?: string };

/** One emulator answers with its calls, the other with them in an object. */
const journal = async (vendor: Control, after: number): Promise<Call[]> => {
  const answer = await vendor.get<Call[] | { calls: Call[] }>(`journal?after=${after}`);
  return 'calls' in answer ? answer.calls : answer;
};

/** Where the journal of this emulator stands. */
export const lastOf = async (vendor: Control): Promise<number> =>
  (await journal(vendor, 0)).at(-1)?.n ?? 0;

/** What the app has called since then; what browsers load of the host page is no call of the app. */
export const callsSince = async (vendor: Control, after: number): Promise<Call[]> =>
  (await journal(vendor, after)).filter(({ kind }) => kind !== 'page');

/** Queries travel as GET; every POST changes the books. */
export const isWrite = ({ method, path }: Call): boolean =>
  method === 'POST' && !path.endsWith('/query');
