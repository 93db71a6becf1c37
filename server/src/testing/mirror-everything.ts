import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { makeDue } from '../scheduler/turns.ts';
import type { FixedClock } from './fixed-clock.ts';
import { runDue } from './run-due.ts';

/** The default of CHANGES_EVERY_MS. */
const intervalMs = 15 * 60_000;

type Company = { companyId: number; realmId: string };

/** Reads the change feed, and then all names and invoices of companies, as the background work does. */
export const mirrorEverything = async (
  dependencies: Dependencies,
  clock: FixedClock,
  ...companies: Company[]
): Promise<void> => {
  clock.advance(intervalMs);
  for (const job of ['feed', 'initial_sync'] as const) {
    clock.advance(1_000);
    const now = clock.now();
    for (const { companyId, realmId } of companies) {
      await transact(dependencies.db, (tx) => makeDue(tx, { companyId, realmId, job }, now, now));
    }
    await runDue(dependencies, [job]);
  }
};
