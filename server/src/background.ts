import type { Doors } from './context.ts';
import { settleCustomerChanges } from './customers/settle-changes.ts';
import { settleAttempts } from './drafts/resolver.ts';
import { settleInvoiceChanges } from './invoices/settle-changes.ts';
import { deliverOutbox } from './outbox/deliver.ts';

/**
 * What goes on without anybody asking: settling writes whose outcome is unknown, and telling Pipedrive
 * what it should know. One round at a time; `stop` waits for the round that runs.
 */
export const startBackground = (doors: Doors): { stop(): Promise<void> } => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const round = async () => {
    for (const job of [
      settleAttempts,
      settleInvoiceChanges,
      settleCustomerChanges,
      deliverOutbox,
    ]) {
      try {
        await job(doors);
      } catch (error) {
        doors.log.error({ job: job.name, error: String(error) }, 'background work failed');
      }
    }
  };
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = round().finally(next);
    }, doors.settings.settle.everyMs);
  };
  running = round().finally(next);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
