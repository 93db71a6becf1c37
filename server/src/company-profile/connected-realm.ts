import type { Realm } from '../quickbooks/gateway.ts';

/** As much of a connection as it takes to reach its books. */
export type ConnectedRealm = { id: string; realmId: string };

/** The books behind a connection, the way the gateway is asked for them. */
export const realmOf = (connection: ConnectedRealm): Realm => ({
  connectionId: connection.id,
  realmId: connection.realmId,
});
