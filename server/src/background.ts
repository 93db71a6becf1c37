import { setTimeout as pause } from 'node:timers/promises';
import { recheckConsents, removeExpiredConsents } from './connection/consent-jobs.ts';
import type { Doors } from './context.ts';
import { settleCustomerChanges } from './customers/settle-changes.ts';
import { settleAttempts } from './drafts/creating/resolver.ts';
import { removeExpiredStates } from './install/state-store.ts';
import { settleInvoiceChanges } from './invoices/changes/settle-changes.ts';
import { deliverOutbox } from './outbox/deliver.ts';

/** One round of work; between two pieces of it `stopped` is looked at. */
export type Job = (doors: Doors, stopped: AbortSignal) => Promise<unknown>;

const everything: Job[] = [
  settleAttempts,
  settleInvoiceChanges,
  settleCustomerChanges,
  deliverOutbox,
  recheckConsents,
  removeExpiredConsents,
  removeExpiredStates,
];

/**
 * What goes on without anybody asking: settling writes whose outcome is unknown, and telling Pipedrive
 * what it should know. None waits for another; one round of each at a time. `stop` begins no more
 * and waits for what runs, which may be as long as a vendor is silent.
 */
export const startBackground = (doors: Doors, jobs = everything): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;

  const repeat = async (job: Job) => {
    while (!signal.aborted) {
      try {
        await job(doors, signal);
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
    },
  };
};
