import type { Dependencies } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { endConnection } from './activate.ts';
import { revokeConnection } from './revoke.ts';

/**
 * Ends the connection this user owns; false when there is none. Clears the stored tokens before
 * revoking them, so that disconnecting works while Intuit is down. Mirrored invoices stay.
 */
export const disconnectOwner = async (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
  user: PipedriveUser,
): Promise<boolean> => {
  const owner = { companyId: user.companyId, ownerId: user.userId };
  const ended = await endConnection(dependencies.db, owner, dependencies.clock.now());
  if (ended) await revokeConnection(dependencies, ended);
  return ended !== null;
};
