import { isAppError } from '../app-error.ts';
import { type OwnedConnection, ownedConnection } from '../connection/invoice-access.ts';
import { liveConnection } from '../connection/store.ts';
import type { Ctx } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';

export type Access = {
  realmKey: RealmKey;
  /** Null for a user who does not own the connection. */
  owned: OwnedConnection | null;
  /** Name of the connection owner; null when this user is the owner. */
  managedBy: string | null;
};

/**
 * What a user with the app may see: the connection owner everything, others what concerns the
 * company. Throws not_connected, not_installed and install_broken.
 */
export const problemAccess = async (ctx: Ctx): Promise<Access> => {
  const { companyId } = ctx;
  try {
    const owned = await ownedConnection(ctx);
    return { realmKey: { companyId, realmId: owned.realmId }, owned, managedBy: null };
  } catch (error) {
    if (!isAppError(error, 'not_owner')) throw error;
    const connection = await liveConnection(ctx.db, companyId);
    if (!connection) throw error;
    const realmKey = { companyId, realmId: connection.realmId };
    return { realmKey, owned: null, managedBy: connection.ownerName };
  }
};
