import { expect } from '@playwright/test';
import type { Company, Office } from '../world/office.ts';

type Reading = { progress: { state: string } | null };

/** Waits until all names are mirrored, so that forms find them without asking QuickBooks. */
export const namesAreMirrored = async (office: Office, company: Company): Promise<void> => {
  const path = 'initial-sync/show';
  const reading = async () =>
    (await office.call<Reading>(company, company.salesLead, path, {})).progress;
  await expect.poll(reading, { timeout: 30_000 }).toMatchObject({ state: 'done' });
};
