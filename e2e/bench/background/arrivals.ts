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

/** Time at which Pipedrive received a note, in epoch milliseconds. */
export type Arrival = { companyId: number; text: string; at: number };

/** Polls the emulator's journal, because its length is limited. */
export const watchArrivals = ({ pipedrive }: Office) => {
  const arrivals: Arrival[] = [];
  let after = 0;
  const read = async () => {
    const { calls } = await pipedrive.get<{ calls: Call[] }>(`journal?kind=api&after=${after}`);
    for (const { n, time, path, method, company, body } of calls) {
      // The journal lists a call before its body has arrived, so such a call is read again later.
      if (method === 'POST' && path.endsWith('/notes') && body === null) return;
      after = n;
      const [, text] = /^<p>(.*)<\/p>$/.exec(body?.content ?? '') ?? [];
      if (text) arrivals.push({ companyId: company, text, at: Date.parse(time) });
    }
  };
  return {
    /** All arrivals so far. */
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
