import type { Dependencies } from '../context.ts';
import { logFailedCall, networkName } from '../diagnostics/failed-call.ts';
import { basicAuth } from '../oauth/secrets.ts';
import { type ConnectionRow, connectionName, liveConnectionOfRealm } from './store.ts';

type RevokeDependencies = Pick<Dependencies, 'db' | 'settings' | 'log'>;

/** Revokes the refresh token of an ended connection, unless it cannot be decrypted. */
export const revokeConnection = async (
  dependencies: RevokeDependencies & Pick<Dependencies, 'vault'>,
  ended: Pick<ConnectionRow, 'id' | 'realmId' | 'refreshToken'>,
): Promise<void> => {
  const token = dependencies.vault.decrypt(ended.refreshToken, connectionName(ended.id));
  if (token !== null) await revokeConsent(dependencies, ended.realmId, token);
};

/**
 * Revokes a refresh token at Intuit, unless a live connection uses the realm: revoking any token
 * ends the app's whole grant to it. Never throws.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export const revokeConsent = async (
  dependencies: RevokeDependencies,
  realmId: string,
  refreshToken: string,
): Promise<void> => {
  if (await liveConnectionOfRealm(dependencies.db, realmId)) return;
  const { clientId, clientSecret, revokeUrl, timeoutMs } = dependencies.settings.quickbooks;
  const call = { vendor: 'quickbooks', operation: 'revokeConsent', realmId } as const;
  const failed = logFailedCall(dependencies.log);
  try {
    const response = await fetch(revokeUrl, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: basicAuth(clientId, clientSecret),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ token: refreshToken }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    const { ok, status, headers } = response;
    if (!ok) failed({ ...call, status, headers });
  } catch (error) {
    failed({ ...call, status: null, network: networkName(error) });
  }
};
