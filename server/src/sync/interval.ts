const day = 24 * 60 * 60_000;

/** What decides how often the change feed is read. Months are those of UTC. */
export type ReadBudget = {
  now: number;
  /** Metered reads that the installation may make in a month. */
  perMonth: number;
  /** Metered reads of this month: by the change feed, and by everything else. */
  usedByFeed: number;
  usedByOthers: number;
  /** Connected companies. */
  companies: number;
  /** How many of these may wait longer: quiet ones whose webhooks arrive. */
  patient: number;
  shortestMs: number;
};

/** Milliseconds between two reads of the change feed of one company. */
export type FeedIntervals = { usualMs: number; patientMs: number };

/**
 * Returns the shortest interval with which the reads of this month stay within the budget, at most
 * a day. Patient companies give way first.
 */
export const feedIntervals = (budget: ReadBudget): FeedIntervals => {
  const { companies, patient, shortestMs } = budget;
  const longestMs = Math.max(day, shortestMs);
  const leftMs = restOfMonth(budget.now);
  const available = readsLeft(budget);
  /** The interval at which this many companies need `reads` until the end of the month. */
  const intervalFor = (count: number, reads: number): number => {
    if (count === 0) return shortestMs;
    const needed = reads > 0 ? (count * leftMs) / reads : longestMs;
    return Math.min(longestMs, Math.max(shortestMs, Math.ceil(needed)));
  };
  const others = companies - patient;
  const usualMs = intervalFor(others, available - (patient * leftMs) / longestMs);
  const patientMs = intervalFor(patient, available - (others * leftMs) / usualMs);
  return { usualMs, patientMs: Math.max(usualMs, patientMs) };
};

/** Reads left for the change feed when everything else goes on as it has this month. */
export const readsLeft = ({ now, perMonth, usedByFeed, usedByOthers }: ReadBudget): number => {
  const { start } = monthOf(now);
  const forecast = (usedByOthers / Math.max(day, now - start)) * restOfMonth(now);
  return Math.max(0, perMonth - usedByFeed - usedByOthers - forecast);
};

/** Milliseconds until the end of the month, at least one. */
export const restOfMonth = (now: number): number => Math.max(1, monthOf(now).end - now);

const monthOf = (now: number): { start: number; end: number } => {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
};
