import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { logFailedCall } from '../diagnostics/failed-call.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { makeTokenRefresher } from '../oauth/refresh-tokens.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { connectionTokens } from './connection-tokens.ts';
import { isPendingKey, pendingToken } from './pending-consent.ts';
import { connectionName } from './store.ts';

/**
 * Intuit returns a refresh token's five-year expiry only with this header.
 * https://blogs.intuit.com/2025/11/12/important-changes-to-refresh-token-policy
 */
export const hardExpiryHeaders = { 'x-include-refresh-token-hard-expires-in': 'true' };

/**
 * Supplies access tokens by connection id, or by pending key for a consent that is not a connection
 * yet. Throws `AppError` not_connected, connection_broken, quickbooks_unavailable.
 */
export const makeConnectionAccess = (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
): Access<string> => {
  const { db, vault } = dependencies;
  const { quickbooks } = dependencies.settings;
  const refresher = makeTokenRefresher({
    store: connectionTokens(db),
    refresh: makeRefresh(
      {
        vendor: 'quickbooks',
        url: quickbooks.tokenUrl,
        clientId: quickbooks.clientId,
        clientSecret: quickbooks.clientSecret,
        timeoutMs: quickbooks.timeoutMs,
        headers: hardExpiryHeaders,
      },
      dependencies.clock,
      logFailedCall(dependencies.log),
    ),
    vault,
    clock: dependencies.clock,
    log: dependencies.log,
    name: connectionName,
    leaseMs: quickbooks.timeoutMs + 5_000,
    errors: {
      missing: () => new AppError('not_connected'),
      broken: () => new AppError('connection_broken'),
      unavailable: () => new AppError('quickbooks_unavailable'),
    },
  });
  return {
    token: async (key) => (await pendingToken(db, vault, key)) ?? refresher.token(key),
    tokenAfter: async (key, refused) => {
      // Tokens of a pending consent are new, so a 401 means that Intuit refuses the realm.
      if (isPendingKey(key)) throw new AppError('connection_broken');
      return refresher.tokenAfter(key, refused);
    },
  };
};
