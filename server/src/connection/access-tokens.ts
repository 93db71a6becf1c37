import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { logFailedCall } from '../diagnostics/failed-call.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { makeTokenRefresher } from '../oauth/refresh-tokens.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { connectionTokens } from './connection-tokens.ts';
import { isPendingKey, pendingToken } from './pending-consent.ts';
import { connectionName } from './store.ts';

/** Intuit tells the five-year limit of a consent only to those who ask (Intuit: refresh tokens). */
export const askForHardExpiry = { 'x-include-refresh-token-hard-expires-in': 'true' };

/**
 * Access tokens of a QuickBooks connection, by its id; also of a consent that is not a connection yet,
 * by its pending key. Throws `AppError` not_connected, connection_broken, quickbooks_unavailable.
 */
export const makeConnectionAccess = (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'>,
): Access<string> => {
  const { db, vault } = dependencies;
  const { quickbooks } = dependencies.settings;
  const keeper = makeTokenRefresher({
    store: connectionTokens(db),
    refresh: makeRefresh(
      {
        vendor: 'quickbooks',
        url: quickbooks.tokenUrl,
        clientId: quickbooks.clientId,
        clientSecret: quickbooks.clientSecret,
        timeoutMs: quickbooks.timeoutMs,
        headers: askForHardExpiry,
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
    token: async (key) => (await pendingToken(db, vault, key)) ?? keeper.token(key),
    tokenAfter: async (key, refused) => {
      // A pending consent is not refreshed: a 401 for its new token is the answer.
      if (isPendingKey(key)) throw new AppError('connection_broken');
      return keeper.tokenAfter(key, refused);
    },
  };
};
