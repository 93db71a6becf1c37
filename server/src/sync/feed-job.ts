import { isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { Job } from '../scheduler/job.ts';
import type { ConnectedCompany } from './apply-changes.ts';
import { nextStep } from './feed-steps.ts';
import { type FeedRow, openFeed, saveFeed, storedFeed } from './feed-store.ts';
import { currentInterval, feedCause } from './monthly-use.ts';

/** Background job that keeps a company's mirror current from QuickBooks' change feed. */
export const feed: Job = {
  cause: feedCause,
  async work(dependencies, { companyId, realmId }, slice) {
    const { db, clock } = dependencies;
    const connection = await connectionForRealm(db, companyId, realmId);
    if (!connection) return;
    const company = { companyId, realmId, connectionId: connection.id };
    let row = await openFeed(db, company, clock.now());
    while (row !== null && row.nextDue <= clock.now() && slice.goesOn()) {
      const current: FeedRow = row;
      row = await slice.item(() => takeStep(dependencies, company, current, slice.noResponse));
    }
  },
  /** Null while QuickBooks is disconnected; connecting makes the turn due again. */
  async next(db, { companyId, realmId }, now) {
    if (!(await connectionForRealm(db, companyId, realmId))) return null;
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
    return await saveFeed(db, row, await nextStep(dependencies, company, row));
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { companyId, realmId } = company;
    log.warn({ companyId, realmId, err: error }, 'could not read changes from QuickBooks');
    const problem = { code: error.code, since: row.problem?.since ?? clock.now() };
    const isShort = isAppError(error, 'quickbooks_busy', 'quickbooks_unavailable');
    if (isShort) noResponse();
    const later = isShort ? {} : { nextDue: clock.now() + (await currentInterval(dependencies)) };
    await saveFeed(db, row, { problem, ...later });
    return null;
  }
};
