import { setTimeout as pause } from 'node:timers/promises';
import type { Office } from '../../world/office.ts';

type Call = {
  n: number;
  time: string;
  method: string;
  path: string;
  company: number;
  body: { content?: string } | null;
};

/** When Pipedrive received a note, epoch milliseconds. */
export type Arrival = { companyId: number; text: string; at: number };

/** Reads the emulator's journal as it grows: it keeps only so many calls. */
export const watchArrivals = ({ pipedrive }: Office) => {
  const arrivals: Arrival[] = [];
  let after = 0;
  const read = async () => {
    const { calls } = await pipedrive.get<{ calls: Call[] }>(`journal?kind=api&after=${after}`);
    for (const { n, time, path, method, company, body } of calls) {
      // The journal has a call before its body; it is read again.
      if (method === 'POST' && path.endsWith('/notes') && body === null) return;
      after = n;
      const [, text] = /^<p>(.*)<\/p>$/.exec(body?.content ?? '') ?? [];
      if (text) arrivals.push({ companyId: company, text, at: Date.parse(time) });
    }
  };
  return {
    /** Everything that has arrived so far. */
    async all(): Promise<Arrival[]> {
      await read();
      return arrivals;
    },
    /** The first arrivals that satisfy `enough`; throws after so long. */
    async until(enough: (arrivals: Arrival[]) => boolean, patienceMs: number): Promise<Arrival[]> {
      const until = performance.now() + patienceMs;
      while (performance.now() < until) {
        await read();
        if (enough(arrivals)) return arrivals;
        await pause(500);
      }
      throw new Error(`Only ${arrivals.length} notes arrived in ${patienceMs} ms`);
    },
  };
};
