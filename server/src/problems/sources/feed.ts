import { connectionForRealm } from '../../connection/invoice-access.ts';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { isLasting } from '../../scheduler/lasting-failure.ts';
import { makeFeedDue, storedFeed } from '../../sync/feed-store.ts';
import { readsUpdates } from '../../sync-settings/store.ts';
import { nothingElse, type ProblemSource } from '../problem-source.ts';

/** Nothing is read while QuickBooks is disconnected, or while updates are switched off. */
const isRead = async (db: Reader, realmKey: RealmKey): Promise<boolean> =>
  (await connectionForRealm(db, realmKey.companyId, realmKey.realmId)) !== null &&
  (await readsUpdates(db, realmKey));

/** The change feed cannot be read, so changes in QuickBooks do not arrive. */
export const feedSource: ProblemSource = {
  kind: 'feed',
  audience: 'company',
  async list(db, { realmKey, now }) {
    if (!(await isRead(db, realmKey))) return [];
    const problem = (await storedFeed(db, realmKey))?.problem ?? null;
    if (problem === null || !isLasting(problem.since, now)) return [];
    return [
      {
        ...nothingElse,
        key: 'feed',
        fingerprint: `${problem.code} ${problem.since}`,
        since: problem.since,
        code: problem.code,
      },
    ];
  },
  async retry({ ctx: { db }, scope: { realmKey, now } }) {
    await transact(db, (tx) => makeFeedDue(tx, realmKey, now, now));
    return 'started';
  },
};
