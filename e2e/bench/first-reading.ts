import { setTimeout as pause } from 'node:timers/promises';
import type { Company, Office } from '../world/office.ts';
import type { Call } from './journals.ts';

type Progress = {
  state: 'waiting' | 'names' | 'payments' | 'invoices' | 'done';
  counts: { invoices: number };
};

/** How far the first reading of a connected QuickBooks company has come. */
export const progressOf = async (office: Office, company: Company): Promise<Progress | null> => {
  const path = 'initial-sync/show';
  const answer = await office.call<{ progress: Progress | null }>(
    company,
    company.salesLead,
    path,
    {},
  );
  return answer.progress;
};

/** Waits for the end of the first reading, whose calls would be counted otherwise. */
export const untilReadCompletely = async (office: Office, company: Company): Promise<void> => {
  for (;;) {
    const progress = await progressOf(office, company).catch(() => null);
    if (progress?.state === 'done') return;
    await pause(100);
  }
};

/** The first reading reads in batches; a list reads each of its pages by a query. */
export const mayBeOfFirstReading = ({ path }: Call): boolean => path.endsWith('/batch');
