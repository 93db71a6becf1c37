import { isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import type { Job, Slice } from '../scheduler/job.ts';
import { shownProgress } from './mirror-state.ts';
import { type Company, nextStep } from './steps.ts';
import { openSync, type SyncRow, saveSync, storedSync } from './store.ts';

/** How long after a refusal the same page is tried again. */
const refusedPauseMs = 15 * 60_000;

/**
 * Background job that mirrors all names and invoices of a company after it was connected, one page
 * per item.
 */
export const initialSyncJob: Job = {
  cause: 'initial_sync',
  async work(dependencies, { companyId, realmId }, slice) {
    const { db, clock } = dependencies;
    const connection = await connectionForRealm(db, companyId, realmId);
    if (!connection) return;
    const company = { companyId, realmId, connectionId: connection.id };
    let row = await openSync(db, company, clock.now());
    while (row !== null && isDue(row, clock.now()) && slice.goesOn()) {
      const current: SyncRow = row;
      row = await slice.item(() => takeStep(dependencies, company, current, slice.noResponse));
    }
  },
  /** Null while QuickBooks is disconnected, and when everything was read. */
  async next(db, { companyId, realmId }, now) {
    if (!(await connectionForRealm(db, companyId, realmId))) return null;
    const row = await storedSync(db, { companyId, realmId });
    if (row?.step === null) return null;
    return { at: row?.nextDue ?? now, urgent: false };
  },
};

const isDue = ({ step, nextDue }: SyncRow, now: number): boolean => step !== null && nextDue <= now;

/** Whether panels show another progress; see `shownProgress`. */
const isShownDifferently = (before: SyncRow, after: SyncRow): boolean => {
  const [former, current] = [shownProgress(before), shownProgress(after)];
  return former?.read !== current?.read || former?.total !== current?.total;
};

const announce = (db: Db, { companyId, realmId }: Company): Promise<void> =>
  transact(db, async (tx) => announceChange(tx, { companyId, realmId, dealIds: null }));

/** Returns the row after the step; null when it failed or the row was changed meanwhile. */
const takeStep = async (
  dependencies: Dependencies,
  company: Company,
  row: SyncRow,
  noResponse: Slice['noResponse'],
): Promise<SyncRow | null> => {
  const { db, clock, log } = dependencies;
  try {
    const saved = await saveSync(db, row, await nextStep(dependencies, company, row));
    if (saved && isShownDifferently(row, saved)) await announce(db, company);
    return saved;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { companyId, realmId } = company;
    log.warn({ companyId, realmId, err: error }, 'could not read a page of the initial sync');
    const { code } = error;
    const problem = { code, since: row.problem?.since ?? clock.now() };
    const isShort = isAppError(error, 'quickbooks_busy', 'quickbooks_unavailable');
    // Counts as a failed turn, which the list of problems shows.
    noResponse(isShort ? undefined : code);
    const later = isShort ? {} : { nextDue: clock.now() + refusedPauseMs };
    await saveSync(db, row, { problem, ...later });
    return null;
  }
};
