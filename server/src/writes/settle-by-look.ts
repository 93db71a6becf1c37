import type { Doors } from '../context.ts';
import type { Db } from '../db/open-database.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { type Lease, leaseFor } from './lease.ts';
import { lookIsDue } from './next-look.ts';
import { settleInTurn } from './settle-in-turn.ts';

type Lost = {
  id: string;
  companyId: number;
  realmId: string;
  lastSentAt: number;
  leaseUntil: number | null;
  lookedAt: number | null;
};

/** Where changes of one kind are kept. */
type Kept<C> = {
  waiting(db: Db, now: number): Promise<C[]>;
  take(db: Db, change: C, lease: Lease): Promise<C | null>;
  release(db: Db, change: C, learnt: { lookedAt: number }): Promise<void>;
};

/**
 * Settles changes whose answer was lost, or whose process died: once whatever was sent has surely come to
 * its end at QuickBooks, one look tells whether it happened, and `look` ends the change by it. Nothing is
 * ever sent again. Returns how many were worked on.
 */
export const settleByLook = async <C extends Lost>(
  doors: Doors,
  { waiting, take, release }: Kept<C>,
  look: (realm: Realm, change: C, lookedAt: number) => Promise<void>,
): Promise<number> => {
  const { settle } = doors.settings;
  const now = doors.clock.now();
  const isOver = ({ lastSentAt, leaseUntil }: C) =>
    now - Math.max(lastSentAt, leaseUntil ?? 0) >= settle.afterMs;
  const open = await waiting(doors.db, now);
  const due = open.filter((change) => isOver(change) && lookIsDue(change, now, settle));
  return settleInTurn(doors, due, async (realm, one) => {
    const change = await take(doors.db, one, leaseFor(doors));
    if (change === null) return false;
    const lookedAt = doors.clock.now();
    try {
      await look(realm, change, lookedAt);
    } catch (error) {
      doors.log.warn({ change: change.id, error: String(error) }, 'could not settle yet');
      await release(doors.db, change, { lookedAt });
    }
    return true;
  });
};
