import { isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { grantOf } from '../install/store.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Job } from '../scheduler/job.ts';
import { dueDeals, nextDueDeal } from './dirty-deals.ts';
import { updateDeal } from './update-deal.ts';

/** Background job that brings the fields of marked deals up to date, with the owner's permission. */
export const dealFieldsJob: Job = {
  cause: 'deal_fields',
  async work(dependencies, { companyId, realmId }, slice) {
    const realmKey = { companyId, realmId };
    const writer = await writerOf(dependencies.db, realmKey);
    if (!writer) return;
    const ctx = { ...dependencies, ...writer };
    for (;;) {
      const deals = await dueDeals(dependencies.db, realmKey, dependencies.clock.now());
      if (deals.length === 0) return;
      for (const deal of deals) {
        if (!slice.goesOn()) return;
        const isUpdated = await slice.item(() =>
          isReached(dependencies, () => updateDeal(ctx, deal)),
        );
        if (isUpdated) continue;
        slice.noResponse();
        return;
      }
    }
  },
  /** Null while nobody may write; connecting and installing make the turn due again. */
  async next(db, realmKey) {
    if (!(await writerOf(db, realmKey))) return null;
    const at = await nextDueDeal(db, realmKey);
    return at === null ? null : { at, urgent: false };
  },
};

/**
 * The connection owner, while QuickBooks is connected and the owner's permission in Pipedrive is
 * valid. Without a connection our rows may be out of date, so nothing is written then.
 */
const writerOf = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
): Promise<PipedriveUser | null> => {
  const connection = await connectionForRealm(db, companyId, realmId);
  if (!connection) return null;
  const user = { companyId, userId: connection.ownerId };
  return (await grantOf(db, user))?.state === 'active' ? user : null;
};

/** False when Pipedrive cannot be reached, or not with this permission. */
const isReached = async (
  { log }: Pick<Dependencies, 'log'>,
  work: () => Promise<void>,
): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy')) return false;
    if (!isAppError(error, 'not_installed', 'install_broken')) throw error;
    log.warn({ err: error }, 'deal fields wait for a permission in Pipedrive');
    return false;
  }
};
