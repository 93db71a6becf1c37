import { type ReadPurpose, readPurposes } from './contract.ts';

/** Background jobs by their cause. */
const jobs: Record<string, ReadPurpose> = {
  feed: 'changes',
  found_invoices: 'changes',
  merges: 'changes',
  events: 'events',
  initial_sync: 'first_reading',
  operations: 'checks',
  consents: 'connection',
  connection_health: 'connection',
};

/** Contracts by their name, which is the first part of the cause. */
const contracts: Record<string, ReadPurpose> = {
  invoices: 'invoices',
  'invoice-list': 'lists',
  'deal-links': 'lists',
  'invoice-offers': 'lists',
  drafts: 'forms',
  customers: 'forms',
  items: 'forms',
  'company-profile': 'forms',
  preferences: 'forms',
  connection: 'connection',
  connect: 'connection',
  oauth: 'connection',
};

const purposeOf = (cause: string): ReadPurpose =>
  jobs[cause] ?? contracts[cause.split('.')[0] ?? ''] ?? 'other';

/** Sums reads by purpose; purposes without reads are left out. */
export const readsByPurpose = (
  causes: { cause: string; reads: number }[],
): { purpose: ReadPurpose; reads: number }[] =>
  readPurposes.flatMap((purpose) => {
    const reads = causes
      .filter(({ cause }) => purposeOf(cause) === purpose)
      .reduce((sum, one) => sum + one.reads, 0);
    return reads > 0 ? [{ purpose, reads }] : [];
  });
