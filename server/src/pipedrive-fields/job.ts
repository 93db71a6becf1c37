import { isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { grantOf } from '../install/store.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import {
  failedRecordsOf,
  isolateRecords,
  nextTryAt,
  waitingRecords,
} from '../scheduler/failed-records.ts';
import type { Job } from '../scheduler/job.ts';
import { dueRecords, nameOfRecord, nextDueRecord } from './dirty-records.ts';
import { updateRecord } from './update-record.ts';

/** Background job that brings the fields of marked records up to date, with the owner's permission. */
export const pipedriveFieldsJob: Job = {
  cause: 'pipedrive_fields',
  async work(dependencies, turn, slice) {
    const realmKey = { companyId: turn.companyId, realmId: turn.realmId };
    const writer = await writerOf(dependencies.db, realmKey);
    if (!writer) return;
    const ctx = { ...dependencies, ...writer };
    const isolated = await isolateRecords(dependencies, turn);
    for (;;) {
      const due = { now: dependencies.clock.now(), without: isolated.waiting() };
      const records = await dueRecords(dependencies.db, realmKey, due);
      if (records.length === 0) return;
      for (const record of records) {
        if (!slice.goesOn()) return;
        const isUpdated = await slice.item(() =>
          isolated.attempt(nameOfRecord(record), () =>
            isReached(dependencies, () => updateRecord(ctx, record)),
          ),
        );
        if (isUpdated === false) return slice.noResponse();
      }
    }
  },
  /** Null while nobody may write; connecting and installing make the turn due again. */
  async next(db, turn, now) {
    if (!(await writerOf(db, turn))) return null;
    const failed = await failedRecordsOf(db, turn);
    const dueAt = await nextDueRecord(db, turn, waitingRecords(failed, now));
    const tryAt = nextTryAt(failed, now);
    if (dueAt === null && tryAt === null) return null;
    return { at: Math.min(dueAt ?? Infinity, tryAt ?? Infinity), urgent: false };
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
    log.warn({ err: error }, 'Pipedrive fields wait for a permission in Pipedrive');
    return false;
  }
};
