import { type AppError, isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import type { Job } from '../scheduler/job.ts';
import { isLasting, isNewlyLasting } from '../scheduler/lasting-failure.ts';
import { readsUpdates } from '../sync-settings/store.ts';
import type { ConnectedCompany } from './apply-changes.ts';
import { nextStep } from './feed-steps.ts';
import { type FeedRow, openFeed, saveFeed, storedFeed } from './feed-store.ts';
import { currentIntervals, feedCause } from './monthly-use.ts';

/** Background job that keeps a company's mirror current from QuickBooks' change feed. */
export const feed: Job = {
  cause: feedCause,
  async work(dependencies, { companyId, realmId }, slice) {
    const { db, clock } = dependencies;
    const connection = await connectionForRealm(db, companyId, realmId);
    if (!connection || !(await readsUpdates(db, { companyId, realmId }))) return;
    const company = { companyId, realmId, connectionId: connection.id };
    let row = await openFeed(db, company, clock.now());
    while (row !== null && row.nextDue <= clock.now() && slice.goesOn()) {
      const current: FeedRow = row;
      row = await slice.item(() => takeStep(dependencies, company, current, slice.noResponse));
    }
  },
  /** Null while QuickBooks is disconnected or updates are off; either end makes the turn due. */
  async next(db, { companyId, realmId }, now) {
    if (!(await connectionForRealm(db, companyId, realmId))) return null;
    if (!(await readsUpdates(db, { companyId, realmId }))) return null;
    const row = await storedFeed(db, { companyId, realmId });
    return { at: row?.nextDue ?? now, urgent: false };
  },
};

/** Returns the row after the step; null when it failed or another worker was faster. */
const takeStep = async (
  dependencies: Dependencies,
  company: ConnectedCompany,
  row: FeedRow,
  noResponse: () => void,
): Promise<FeedRow | null> => {
  const { db, clock, log } = dependencies;
  try {
    const saved = await saveFeed(db, row, await nextStep(dependencies, company, row));
    if (saved?.problem === null && isLasting(row.problem?.since ?? null, clock.now()))
      await announceProblem(db, company);
    return saved;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { companyId, realmId } = company;
    log.warn({ companyId, realmId, err: error }, 'could not read changes from QuickBooks');
    const problem = { code: error.code, since: row.problem?.since ?? clock.now() };
    const isShort = isAppError(error, 'quickbooks_busy', 'quickbooks_unavailable');
    if (isShort) noResponse();
    const later = isShort ? {} : { nextDue: clock.now() + (await retryMs(dependencies, error)) };
    await saveFeed(db, row, { problem, ...later });
    const now = clock.now();
    if (isShort ? isNewlyLasting(problem.since, now) : isLasting(problem.since, now))
      await announceProblem(db, company);
    return null;
  }
};

const hourMs = 3_600_000;

/** A new month, or the share of each passed day, may free reads sooner than the interval ends. */
const retryMs = async (dependencies: Dependencies, error: AppError): Promise<number> => {
  const { usualMs } = await currentIntervals(dependencies);
  return isAppError(error, 'reads_used_up') ? Math.min(usualMs, hourMs) : usualMs;
};

/** Open panels read again whether the feed has a problem that lasts. */
const announceProblem = (db: Db, { companyId, realmId }: RealmKey): Promise<void> =>
  transact(db, async (tx) => announceChange(tx, { companyId, realmId, dealIds: null }));
