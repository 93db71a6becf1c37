import { isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { grantOf } from '../install/store.ts';
import {
  failedRecordsOf,
  isolateRecords,
  nextTryAt,
  waitingRecords,
} from '../scheduler/failed-records.ts';
import type { Job } from '../scheduler/job.ts';
import { dueInvoices, nextInvoiceAt } from './found-invoices.ts';
import { matchFound } from './match-found.ts';

const invoicesAtOnce = 100;

/** Background job that matches invoices created in QuickBooks with organizations and deals. */
export const foundInvoicesJob: Job = {
  cause: 'found_invoices',
  async work(dependencies, turn, slice) {
    const { db, clock, log } = dependencies;
    const { companyId, realmId } = turn;
    const connection = await usableConnection(db, { companyId, realmId });
    if (!connection) return;
    const ctx = { ...dependencies, companyId, userId: connection.ownerId };
    const isolated = await isolateRecords(dependencies, turn);
    const due = await dueInvoices(
      db,
      { companyId, realmId },
      { now: clock.now(), without: isolated.waiting(), limit: invoicesAtOnce },
    );
    for (const found of due) {
      if (!slice.goesOn()) return;
      const match = async (): Promise<boolean> => {
        try {
          await matchFound(ctx, connection, found);
          return true;
        } catch (error) {
          if (!isAppError(error)) throw error;
          log.warn({ companyId, err: error }, 'invoices created in QuickBooks wait for Pipedrive');
          return false;
        }
      };
      const isMatched = await slice.item(() => isolated.attempt(found.invoiceId, match));
      if (isMatched === false) return slice.noResponse();
    }
  },
  /** Null without a permission; connecting and installing make the turn due again. */
  async next(db, turn, now) {
    if (!(await usableConnection(db, turn))) return null;
    const failed = await failedRecordsOf(db, turn);
    const dueAt = await nextInvoiceAt(db, turn, waitingRecords(failed, now));
    const tryAt = nextTryAt(failed, now);
    if (dueAt === null && tryAt === null) return null;
    return { at: Math.min(dueAt ?? Infinity, tryAt ?? Infinity), urgent: false };
  },
};

/** The connection, while it is active and its owner's permission in Pipedrive is valid. */
const usableConnection = async (db: Reader, { companyId, realmId }: RealmKey) => {
  const connection = await connectionForRealm(db, companyId, realmId);
  if (!connection) return null;
  const grant = await grantOf(db, { companyId, userId: connection.ownerId });
  return grant?.state === 'active' ? connection : null;
};
