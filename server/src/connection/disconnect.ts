import type { Dependencies } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { endConnection } from './activate.ts';
import { revokeConnection } from './revoke.ts';

/**
 * Ends the connection that this user holds, if they hold one: tokens emptied first, then handed back to
 * Intuit, who may be down without keeping us connected. What we know of invoices stays.
 */
export const disconnectOwner = async (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
  user: PipedriveUser,
): Promise<boolean> => {
  const owner = { companyId: user.companyId, ownerId: user.userId };
  const gone = await endConnection(dependencies.db, owner, dependencies.clock.now());
  if (gone) await revokeConnection(dependencies, gone);
  return gone !== null;
};
