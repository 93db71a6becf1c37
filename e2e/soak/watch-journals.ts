import { setTimeout as pause } from 'node:timers/promises';
import type { Office } from '../world/office.ts';

type Entry = {
  n: number;
  method: string;
  path: string;
  query?: { requestid?: string };
  fault: string | null;
  status: number | null;
  replayed?: boolean;
};

type Counts = {
  calls: number;
  /** Number of faults that hit, by kind; HTTP errors with their status. */
  faults: Record<string, number>;
};

/** Counts of the requests in the emulators' journals. */
export type Traffic = {
  quickbooks: Counts & {
    /** Writes with a `requestid` that was sent before. */
    repeated: number;
    /** Those of them that returned the stored response. */
    replayed: number;
    /** Reads that QuickBooks rejected with a 400. */
    rejectedReads: number;
  };
  pipedrive: Counts;
};

const everyMs = 3_000;

const isRead = ({ method, path }: Entry) => method === 'GET' || path.endsWith('/query');

/** Counts journal entries while the trial runs, because each journal is limited in length. */
export const watchJournals = ({ quickbooks, pipedrive }: Office) => {
  const traffic: Traffic = {
    quickbooks: { calls: 0, faults: {}, repeated: 0, replayed: 0, rejectedReads: 0 },
    pipedrive: { calls: 0, faults: {} },
  };
  const after = { quickbooks: 0, pipedrive: 0 };
  const requestIds = new Set<string>();
  let stopped = false;

  const add = (counts: Counts, { fault, status }: Entry) => {
    counts.calls += 1;
    // A stored response replaces the fault's status.
    if (!fault || (fault === 'status' && status === 200)) return;
    const kind = fault === 'status' ? `status ${status}` : fault;
    counts.faults[kind] = (counts.faults[kind] ?? 0) + 1;
  };
  const count = async () => {
    const asked = await quickbooks.get<Entry[]>(`journal?after=${after.quickbooks}`);
    for (const entry of asked) {
      after.quickbooks = entry.n;
      add(traffic.quickbooks, entry);
      const requestId = isRead(entry) ? undefined : entry.query?.requestid;
      if (requestId && requestIds.has(requestId)) traffic.quickbooks.repeated += 1;
      if (requestId) requestIds.add(requestId);
      if (entry.replayed) traffic.quickbooks.replayed += 1;
      if (entry.fault === 'status' && entry.status === 400 && isRead(entry))
        traffic.quickbooks.rejectedReads += 1;
    }
    const { calls } = await pipedrive.get<{ calls: Entry[] }>(
      `journal?kind=api&after=${after.pipedrive}`,
    );
    for (const entry of calls) {
      after.pipedrive = entry.n;
      add(traffic.pipedrive, entry);
    }
  };
  const watching = (async () => {
    while (!stopped) {
      await pause(everyMs);
      await count();
    }
  })();
  return {
    /** Stops and returns the counts. */
    async end(): Promise<Traffic> {
      stopped = true;
      await watching;
      await count();
      return traffic;
    },
  };
};
