import type { Doors } from '../context.ts';
import { basicAuth } from '../oauth/secrets.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { forgetGrant, grantName } from './store.ts';

/**
 * Forgets a user's grant and hands its refresh token back to Pipedrive, which has usually ended it by
 * then; one whose key is lost is only forgotten. False when there was none. Never throws for what
 * Pipedrive answers.
 */
export const uninstall = async (
  doors: Pick<Doors, 'db' | 'clock' | 'settings' | 'vault' | 'log'>,
  user: PipedriveUser,
): Promise<boolean> => {
  const gone = await forgetGrant(doors.db, user, doors.clock.now());
  if (!gone) return false;
  const token = doors.vault.open(gone.refreshToken, grantName(user));
  if (token === null) return true;
  const { oauthUrl, clientId, clientSecret, timeoutMs } = doors.settings.pipedrive;
  try {
    const response = await fetch(`${oauthUrl}/oauth/revoke`, {
      method: 'POST',
      headers: { authorization: basicAuth(clientId, clientSecret) },
      body: new URLSearchParams({ token, token_type_hint: 'refresh_token' }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown';
    doors.log.warn({ ...user, why }, 'revoking was not answered');
  }
  return true;
};
