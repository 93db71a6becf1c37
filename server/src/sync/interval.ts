import { monthBounds } from '../rate-limits/month.ts';

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
  /** How many of these may wait longer: their webhooks arrive, and no panel is open. */
  patient: number;
  /** How many are read once a day, because nothing has changed lately either. */
  quiet: number;
  shortestMs: number;
};

/** Milliseconds between two reads of the change feed of one company, by its pace. */
export type FeedIntervals = { usualMs: number; patientMs: number; quietMs: number };

/** Reads per day of a quiet company: the feed, and the reconciliation of up to 1,000 invoices. */
const readsOfQuiet = 2;

/**
 * Returns the shortest interval with which the reads of this month stay within the budget, at most
 * a day. Patient companies give way first; quiet ones are read once a day.
 */
export const feedIntervals = (budget: ReadBudget): FeedIntervals => {
  const { companies, patient, quiet, shortestMs } = budget;
  const longestMs = Math.max(day, shortestMs);
  const leftMs = restOfMonth(budget.now);
  const available = readsLeft(budget) - (quiet * readsOfQuiet * leftMs) / longestMs;
  /** The interval at which this many companies need `reads` until the end of the month. */
  const intervalFor = (count: number, reads: number): number => {
    if (count === 0) return shortestMs;
    const needed = reads > 0 ? (count * leftMs) / reads : longestMs;
    return Math.min(longestMs, Math.max(shortestMs, Math.ceil(needed)));
  };
  const others = companies - patient - quiet;
  const usualMs = intervalFor(others, available - (patient * leftMs) / longestMs);
  const patientMs = intervalFor(patient, available - (others * leftMs) / usualMs);
  return { usualMs, patientMs: Math.max(usualMs, patientMs), quietMs: longestMs };
};

export const intervalOf = (
  { usualMs, patientMs, quietMs }: FeedIntervals,
  pace: 'usual' | 'patient' | 'quiet',
): number => ({ usual: usualMs, patient: patientMs, quiet: quietMs })[pace];

/** Reads left for the change feed when everything else goes on as it has this month. */
export const readsLeft = (budget: ReadBudget): number => {
  const { perMonth, usedByFeed, usedByOthers } = budget;
  return Math.max(0, perMonth - usedByFeed - usedByOthers - forecastOfOthers(budget));
};

/** Reads at the end of the month when everything goes on as it does now. */
export const forecastReads = (budget: ReadBudget): number => {
  const { companies, patient, quiet, usedByFeed, usedByOthers } = budget;
  const { usualMs, patientMs, quietMs } = feedIntervals(budget);
  const reads =
    (companies - patient - quiet) / usualMs +
    patient / patientMs +
    (quiet * readsOfQuiet) / quietMs;
  const ofFeed = reads * restOfMonth(budget.now);
  return Math.round(usedByFeed + usedByOthers + forecastOfOthers(budget) + ofFeed);
};

/** What everything but the feed reads in the rest of the month. */
const forecastOfOthers = ({ now, usedByOthers }: ReadBudget): number =>
  (usedByOthers / Math.max(day, now - monthBounds(now).start)) * restOfMonth(now);

/** Milliseconds until the end of the month, at least one. */
export const restOfMonth = (now: number): number => Math.max(1, monthBounds(now).end - now);
