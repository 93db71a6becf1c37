import type { Doors } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { endConnection } from './activate.ts';
import { revokeConnection } from './revoke.ts';

/**
 * Ends the connection that this user holds, if they hold one: tokens emptied first, then handed back to
 * Intuit, who may be down without keeping us connected. What we know of invoices stays.
 */
export const disconnectHolder = async (
  doors: Pick<Doors, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
  user: PipedriveUser,
): Promise<boolean> => {
  const holder = { companyId: user.companyId, holderId: user.userId };
  const gone = await endConnection(doors.db, holder, doors.clock.now());
  if (gone) await revokeConnection(doors, gone);
  return gone !== null;
};
