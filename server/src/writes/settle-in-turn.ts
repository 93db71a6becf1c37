import { connectionForRealm } from '../connection/holder.ts';
import type { Doors } from '../context.ts';
import type { Realm } from '../quickbooks/gateway.ts';

type Waiting = { companyId: number; realmId: string };

/**
 * Settles writes whose outcome is unknown, those of one company one after the other, and only while that
 * realm is connected. Companies do not wait for each other. `settle` is false when somebody else has
 * taken it; returns how many were worked on.
 */
export const settleInTurn = async <W extends Waiting>(
  doors: Doors,
  due: W[],
  settle: (realm: Realm, write: W) => Promise<boolean>,
): Promise<number> => {
  const inTurn = async (some: W[]): Promise<number> => {
    let worked = 0;
    for (const write of some) {
      const connection = await connectionForRealm(doors.db, write.companyId, write.realmId);
      if (!connection) return worked;
      const realm = { connectionId: connection.id, realmId: write.realmId };
      if (await settle(realm, write)) worked += 1;
    }
    return worked;
  };
  const ofBooks = Map.groupBy(due, ({ companyId, realmId }) => `${companyId} ${realmId}`);
  const worked = await Promise.all([...ofBooks.values()].map(inTurn));
  return worked.reduce((sum, count) => sum + count, 0);
};
