import { deletions } from './company-data/delete-company.ts';
import { consents } from './connection/consent-jobs.ts';
import { states } from './install/state-store.ts';
import { pipedriveOperations, quickbooksOperations } from './operations/jobs.ts';
import { retention } from './retention.ts';
import type { Jobs } from './scheduler/job.ts';

/** Every kind of background work; one that is missing does not compile. */
export const backgroundJobs: Jobs = {
  quickbooks: quickbooksOperations,
  pipedrive: pipedriveOperations,
  consents,
  states,
  deletions,
  retention,
};
