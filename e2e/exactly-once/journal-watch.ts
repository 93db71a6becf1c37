import { setTimeout as pause } from 'node:timers/promises';
import type { Control } from '../world/control.ts';

type Entry = { n: number; method: string; fault: string | null; replayed: boolean };

/** What QuickBooks was asked in all, as its stand-in wrote down. */
export type Traffic = {
  reads: number;
  writes: number;
  /** Writes that were answered by what was stored under their `requestid`. */
  replayed: number;
  /** Faults that hit, by kind. */
  faults: Record<string, number>;
};

const everyMs = 3_000;

/** Counts the journal while it grows, and empties it: it keeps only so many calls. */
export const watchJournal = (quickbooks: Control) => {
  const traffic: Traffic = { reads: 0, writes: 0, replayed: 0, faults: {} };
  let stopped = false;
  let after = 0;

  const count = async () => {
    const entries = await quickbooks.get<Entry[]>(`journal?after=${after}`);
    for (const { n, method, fault, replayed } of entries) {
      after = n;
      if (method === 'POST') traffic.writes += 1;
      else traffic.reads += 1;
      if (replayed) traffic.replayed += 1;
      if (fault) traffic.faults[fault] = (traffic.faults[fault] ?? 0) + 1;
    }
  };
  const watching = (async () => {
    while (!stopped) {
      await pause(everyMs);
      await count();
    }
  })();
  return {
    /** Stops watching and tells what was counted. */
    async end(): Promise<Traffic> {
      stopped = true;
      await watching;
      await count();
      return traffic;
    },
  };
};
