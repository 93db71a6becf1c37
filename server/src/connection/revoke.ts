import type { Dependencies } from '../context.ts';
import { logFailedCall, networkName } from '../diagnostics/failed-call.ts';
import { basicAuth } from '../oauth/secrets.ts';
import { type ConnectionRow, connectionName, liveConnectionOfRealm } from './store.ts';

type Revoking = Pick<Dependencies, 'db' | 'settings' | 'log'>;

/** Hands back what a connection that has ended stood on; a token whose key is lost is only forgotten. */
export const revokeConnection = async (
  dependencies: Revoking & Pick<Dependencies, 'vault'>,
  ended: Pick<ConnectionRow, 'id' | 'realmId' | 'refreshToken'>,
): Promise<void> => {
  const token = dependencies.vault.open(ended.refreshToken, connectionName(ended.id));
  if (token !== null) await revokeConsent(dependencies, ended.realmId, token);
};

/**
 * Hands a refresh token back to Intuit. One token ends the whole grant of the app to those books
 * (Intuit: OAuth 2.0, revoke), so it is only forgotten while a live connection stands on them. Never
 * throws: what we forgot is forgotten, whether or not Intuit answers.
 */
export const revokeConsent = async (
  dependencies: Revoking,
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
