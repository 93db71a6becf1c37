import type { Doors } from '../context.ts';
import { logFailedCall, networkName } from '../diagnostics/failed-call.ts';
import { basicAuth } from '../oauth/secrets.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { forgetGrant, type GrantRow, grantName } from './store.ts';

/**
 * Deletes a user's grant and revokes its refresh token at Pipedrive, which has usually ended it by then; a
 * token whose key is lost is only deleted. False when there was none. Never throws for what Pipedrive answers.
 */
export const uninstall = async (
  doors: Pick<Doors, 'db' | 'clock' | 'settings' | 'vault' | 'log'>,
  user: PipedriveUser,
): Promise<boolean> => {
  const gone = await forgetGrant(doors.db, user, doors.clock.now());
  if (gone) await revokeGrant(doors, gone);
  return gone !== null;
};

/** Revokes the refresh token of a grant whose row is gone. Never throws for what Pipedrive answers. */
export const revokeGrant = async (
  doors: Pick<Doors, 'settings' | 'vault' | 'log'>,
  grant: Pick<GrantRow, 'companyId' | 'userId' | 'refreshToken'>,
): Promise<void> => {
  const token = doors.vault.open(grant.refreshToken, grantName(grant));
  if (token === null) return;
  const { oauthUrl, clientId, clientSecret, timeoutMs } = doors.settings.pipedrive;
  const { companyId } = grant;
  const call = { vendor: 'pipedrive', operation: 'revokeGrant', companyId } as const;
  const failed = logFailedCall(doors.log);
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
