import { realmOf } from '../company-profile/connected-realm.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import { liveConnection } from '../connection/store.ts';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { grantOf } from '../install/store.ts';
import { storePresence } from '../invoices/deal-presence.ts';
import { announceChange } from '../live/changes.ts';
import {
  failedRecordsOf,
  isolateRecords,
  nextTryAt,
  waitingRecords,
} from '../scheduler/failed-records.ts';
import type { Job } from '../scheduler/job.ts';
import { isUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { checkDeals, nextCheckAt } from './check-deals.ts';
import { findRemainingCustomer } from './find-remaining-customer.ts';
import { findRemainingDeal, type Resolution } from './find-remaining-deal.ts';
import { findRemainingParty } from './find-remaining-party.ts';
import { type Access, moveRecords } from './move-records.ts';
import {
  dueRecords,
  forgetRecord,
  nameOfRecord,
  nextRecordAt,
  postponeRecord,
  saveRecord,
} from './store.ts';
import type { RemovedRecord } from './tables.ts';

/**
 * Background job that moves the rows of merged records to the records that remain, and checks once a
 * day whether the deals with invoices still exist.
 */
export const merges: Job = {
  cause: 'merges',
  async work(dependencies, turn, slice) {
    const { db, clock } = dependencies;
    const { companyId } = turn;
    const isolated = await isolateRecords(dependencies, turn);
    while (slice.goesOn()) {
      const due = await dueRecords(db, companyId, {
        now: clock.now(),
        without: isolated.waiting(),
      });
      if (due.length === 0) break;
      for (const record of due) {
        if (!slice.goesOn()) return;
        const isResolved = await slice.item(() =>
          isolated.attempt(nameOfRecord(record), () => resolve(dependencies, record)),
        );
        if (isResolved === false) return slice.noResponse();
      }
    }
    const { user } = await accessTo(db, companyId, '');
    while (slice.goesOn() && (await nextCheckAt(db, companyId)) <= clock.now()) {
      if (!(await slice.item(() => isReached(() => checkDeals(dependencies, companyId, user)))))
        return slice.noResponse();
    }
  },
  async next(db, turn, now) {
    const { companyId } = turn;
    const failed = await failedRecordsOf(db, turn);
    const recordAt = await nextRecordAt(db, companyId, waitingRecords(failed, now));
    const tryAt = nextTryAt(failed, now);
    const checkAt = await nextCheckAt(db, companyId);
    return { at: Math.min(recordAt ?? checkAt, tryAt ?? checkAt, checkAt), urgent: false };
  },
};

const accessTo = async (db: Reader, companyId: number, realmId: string): Promise<Access> => {
  const live = await liveConnection(db, companyId);
  if (!live) return { user: null, realm: null };
  const user = { companyId, userId: live.ownerId };
  const isInstalled = (await grantOf(db, user))?.state === 'active';
  const connection = realmId && (await connectionForRealm(db, companyId, realmId));
  return { user: isInstalled ? user : null, realm: connection ? realmOf(connection) : null };
};

/** False when a vendor cannot be reached, so that the turn must end. */
const isReached = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (isUnavailable(error)) return false;
    throw error;
  }
};

/** Finds the remaining record unless it is known, and moves. False as in `isReached`; else throws. */
const resolve = async (dependencies: Dependencies, record: RemovedRecord): Promise<boolean> => {
  const { db, clock } = dependencies;
  const { companyId, realmId, kind } = record;
  try {
    const access = await accessTo(db, companyId, realmId);
    const isReadable = kind === 'customer' ? access.realm : access.user;
    const mayMove = record.mergedIntoId !== null && kind !== 'customer';
    if (!isReadable && !mayMove) {
      await postponeRecord(db, record, clock.now());
      return true;
    }
    const { mergedIntoId } = record;
    const found: Resolution =
      mergedIntoId === null
        ? await findRemaining(dependencies, record, access)
        : { kind: 'merged', intoId: mergedIntoId };
    if (found.kind === 'exists') await keepExisting(dependencies, record);
    else await applyRemoval(dependencies, record, found, access);
    return true;
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    await postponeRecord(db, record, clock.now());
    return false;
  }
};

const findRemaining = (
  dependencies: Dependencies,
  record: RemovedRecord,
  { user, realm }: Access,
): Promise<Resolution> | Resolution => {
  if (record.kind === 'customer')
    return realm ? findRemainingCustomer(dependencies, realm, record) : { kind: 'removed' };
  if (!user) return { kind: 'removed' };
  if (record.kind === 'deal') return findRemainingDeal(dependencies, user, record);
  return findRemainingParty(dependencies, user, record, record.kind);
};

/** A hint about an organization or person stays stored, so that it is not checked at each read. */
const keepExisting = async (dependencies: Dependencies, record: RemovedRecord): Promise<void> => {
  const { db } = dependencies;
  const { companyId, kind, recordId } = record;
  if (kind === 'deal') await storePresence(dependencies, companyId, [Number(recordId)], false);
  if (kind === 'deal' || kind === 'customer') await forgetRecord(db, record);
  else await transact(db, (tx) => saveRecord(tx, record, { nextAt: null }));
};

/** Queries may lag behind a merge in QuickBooks. */
const mostCustomerTries = 6;

/** Moves what a merge moves. The invoices of a deal that was only deleted are offered elsewhere. */
const applyRemoval = async (
  dependencies: Dependencies,
  record: RemovedRecord,
  found: Exclude<Resolution, { kind: 'exists' }>,
  access: Access,
): Promise<void> => {
  const { db, clock } = dependencies;
  const { companyId, kind, recordId } = record;
  if (kind === 'deal') {
    await storePresence(dependencies, companyId, [Number(recordId)], true);
  }
  if (found.kind === 'merged')
    return moveRecords(dependencies, { ...record, mergedIntoId: found.intoId }, access);
  if (kind === 'customer' && record.tries < mostCustomerTries)
    return postponeRecord(db, record, clock.now());
  await transact(db, (tx) => saveRecord(tx, record, { nextAt: null }));
  if (kind !== 'deal') return;
  const connection = await liveConnection(db, companyId);
  if (!connection) return;
  const { realmId } = connection;
  await transact(db, async (tx) => announceChange(tx, { companyId, realmId, dealIds: null }));
};
