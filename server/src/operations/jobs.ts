import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import type { Job } from '../scheduler/job.ts';
import { dueOperations, type Lot, nextOperation } from './due-operations.ts';
import type { Kinds } from './kinds.ts';
import { resolveOne } from './resolve.ts';
import { kindNames, vendorOf } from './tables.ts';

type Registry = {
  kinds: Kinds;
  /** The connection through which a realm's operations can be sent now; null without one. */
  openConnection(db: Reader, realmKey: RealmKey): Promise<{ id: string } | null>;
  /** The company's connection, also a broken one; null without one. */
  liveConnection(
    db: Reader,
    companyId: number,
  ): Promise<{ realmId: string; ownerId: number } | null>;
};

/**
 * Background job that resolves or sends the due operations of one vendor, one after the other
 * within each realm.
 */
export const operationJob = (
  vendor: 'quickbooks' | 'pipedrive',
  { kinds, openConnection, liveConnection }: Registry,
): Job => {
  const names = kindNames.filter((kind) => vendorOf[kind] === vendor);
  const needsConnection = vendor === 'quickbooks';
  return {
    cause: 'operations',
    async work(dependencies, { companyId, realmId }, slice) {
      const connection = needsConnection
        ? await openConnection(dependencies.db, { companyId, realmId })
        : { id: '' };
      if (!connection) return;
      const realm = { connectionId: connection.id, realmId };
      // Who began the operation may have left; changes in Pipedrive use the present owner's permission.
      const live = needsConnection ? null : await liveConnection(dependencies.db, companyId);
      const owner = live?.realmId === realmId ? { userId: live.ownerId } : {};
      const filter = (): Lot => ({
        companyId,
        realmId,
        kinds: names,
        now: dependencies.clock.now(),
      });
      for (let worked = true; worked && slice.goesOn(); ) {
        worked = false;
        for (const due of await dueOperations(dependencies.db, filter())) {
          if (!slice.goesOn()) return;
          const item = () =>
            resolveOne(dependencies, kinds[due.kind], realm, due, {
              noResponse: slice.noResponse,
              ...owner,
            });
          if (await slice.item(item)) worked = true;
        }
      }
    },
    /** Null while QuickBooks is disconnected; connecting makes the turn due again. */
    async next(db, { companyId, realmId }, now) {
      if (needsConnection && !(await openConnection(db, { companyId, realmId }))) return null;
      const next = await nextOperation(db, { companyId, realmId, kinds: names, now });
      // Deal notes are never urgent: no user waits for them.
      return next && { ...next, urgent: next.urgent && needsConnection };
    },
  };
};
