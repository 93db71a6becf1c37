import type { Realm } from '../quickbooks/gateway.ts';

/** The part of a connection that identifies its realm. */
export type ConnectedRealm = { id: string; realmId: string };

/** Maps a connection to the realm that the QuickBooks gateway takes. */
export const realmOf = (connection: ConnectedRealm): Realm => ({
  connectionId: connection.id,
  realmId: connection.realmId,
});
