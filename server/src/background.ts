import { setTimeout as pause } from 'node:timers/promises';
import { deleteDueCompanies } from './company-data/delete-company.ts';
import { recheckConsents, removeExpiredConsents } from './connection/consent-jobs.ts';
import type { Doors } from './context.ts';
import { removeExpiredStates } from './install/state-store.ts';
import { startDue } from './operations/resolve.ts';
import { inBackground } from './scheduler/urgency.ts';
import { makeWorkers, type Workers } from './workers.ts';

/** One round: finds what is due and starts a worker for each. It waits for the database only. */
export type Job = (doors: Doors, workers: Workers) => Promise<unknown>;

const everything: Job[] = [
  startDue,
  recheckConsents,
  removeExpiredConsents,
  removeExpiredStates,
  deleteDueCompanies,
];

/**
 * What goes on without anybody asking, in rounds. `stop` begins no more and waits for the workers, which may
 * be as long as a vendor does not respond.
 */
export const startBackground = (doors: Doors, jobs = everything): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const workers = makeWorkers(doors.log);

  const repeat = async (job: Job) => {
    while (!signal.aborted) {
      try {
        await inBackground(job.name, () => job(doors, workers));
      } catch (error) {
        doors.log.error({ job: job.name, error: String(error) }, 'background work failed');
      }
      // An aborted pause rejects, and ends the loop all the same.
      await pause(doors.settings.settle.everyMs, null, { signal }).catch(() => null);
    }
  };
  const running = jobs.map(repeat);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
      await workers.idle();
    },
  };
};
