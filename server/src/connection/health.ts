import { iso } from '../clock.ts';
import { storedProfile } from '../company-profile/store.ts';
import type { Reader } from '../db/database.ts';
import type { ConnectionHealth } from './contract.ts';
import { daysLeft, openWarning, reachedWarning } from './expiry-warning.ts';
import type { ConnectionRow } from './store.ts';

/** The health of a connection, from our own rows only. */
export const healthOf = async (
  db: Reader,
  connection: ConnectionRow,
  now: number,
): Promise<ConnectionHealth> => {
  const { companyId, realmId, lastSuccessAt, refreshExpiresAt, hardExpiresAt } = connection;
  const stored = await storedProfile(db, companyId, realmId);
  const reported = stored?.profile.subscription ?? null;
  const subscription = subscriptionOf(connection, reported, stored?.readAt ?? null);
  return {
    lastSuccessAt: lastSuccessAt === null ? null : iso(lastSuccessAt),
    expiresAt: refreshExpiresAt === null ? null : iso(refreshExpiresAt),
    daysLeft: refreshExpiresAt === null ? null : daysLeft(refreshExpiresAt, now),
    hardExpiresAt: hardExpiresAt === null ? null : iso(hardExpiresAt),
    subscription,
    warning: openWarning(connection, now)?.within ?? null,
    action: actionOf(connection, subscription, now),
  };
};

/**
 * A refused change (fault 6190) counts until a later one succeeds or CompanyInfo, read afterwards,
 * says otherwise.
 */
const subscriptionOf = (
  { readOnlyAt }: ConnectionRow,
  reported: ConnectionHealth['subscription'],
  reportedAt: number | null,
): ConnectionHealth['subscription'] => {
  if (readOnlyAt === null) return reported;
  const isOutdated = (reportedAt ?? 0) <= readOnlyAt;
  return isOutdated || reported === null ? 'expired' : reported;
};

const actionOf = (
  connection: ConnectionRow,
  subscription: ConnectionHealth['subscription'],
  now: number,
): ConnectionHealth['action'] => {
  if (connection.state === 'broken') return 'reconnect';
  if (subscription === 'expired') return 'renew_subscription';
  return reachedWarning(connection, now) ? 'reconnect' : null;
};
