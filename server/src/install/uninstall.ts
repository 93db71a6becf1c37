import type { Dependencies } from '../context.ts';
import { logFailedCall, networkName } from '../diagnostics/failed-call.ts';
import { basicAuth } from '../oauth/secrets.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { forgetGrant, type GrantRow, grantName } from './store.ts';

/**
 * Deletes a user's grant and revokes its refresh token at Pipedrive. False when there is none.
 * Failures at Pipedrive are only logged; it has usually revoked the token already.
 */
export const uninstall = async (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'vault' | 'log'>,
  user: PipedriveUser,
): Promise<boolean> => {
  const deleted = await forgetGrant(dependencies.db, user, dependencies.clock.now());
  if (deleted) await revokeGrant(dependencies, deleted);
  return deleted !== null;
};

/**
 * Revokes the refresh token of a deleted grant, unless it cannot be decrypted. Only logs failures.
 */
export const revokeGrant = async (
  dependencies: Pick<Dependencies, 'settings' | 'vault' | 'log'>,
  grant: Pick<GrantRow, 'companyId' | 'userId' | 'refreshToken'>,
): Promise<void> => {
  const token = dependencies.vault.decrypt(grant.refreshToken, grantName(grant));
  if (token === null) return;
  const { oauthUrl, clientId, clientSecret, timeoutMs } = dependencies.settings.pipedrive;
  const { companyId } = grant;
  const call = { vendor: 'pipedrive', operation: 'revokeGrant', companyId } as const;
  const failed = logFailedCall(dependencies.log);
  try {
    const response = await fetch(`${oauthUrl}/oauth/revoke`, {
      method: 'POST',
      headers: { authorization: basicAuth(clientId, clientSecret) },
      body: new URLSearchParams({ token, token_type_hint: 'refresh_token' }),
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
