import type { Dependencies } from '../context.ts';
import { logFailedCall } from '../diagnostics/failed-call.ts';
import type { FreshTokens } from '../oauth/token-response.ts';
import { trustedApiDomain } from '../pipedrive/api-domain.ts';
import { settingsUrl } from './service.ts';
import { grantName, storeGrant } from './store.ts';
import { whoInstalled } from './who-installed.ts';

/**
 * Stores the grant of a consent and returns the next URL for the user; null when its tokens are
 * unusable.
 */
export const install = async (
  {
    db,
    clock,
    settings,
    vault,
    log,
  }: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'vault' | 'log'>,
  tokens: FreshTokens,
): Promise<string | null> => {
  const { accessToken, refreshToken, expiresAt } = tokens;
  const { oauthUrl } = settings.pipedrive;
  const apiDomain = tokens.apiDomain && trustedApiDomain(tokens.apiDomain, oauthUrl);
  if (!refreshToken || !apiDomain) return null;
  const { timeoutMs } = settings.pipedrive;
  const owner = await whoInstalled(apiDomain, accessToken, timeoutMs, logFailedCall(log));
  if (!owner) return null;
  await storeGrant(
    db,
    {
      ...owner,
      apiDomain,
      accessToken: vault.encrypt(accessToken, grantName(owner)),
      refreshToken: vault.encrypt(refreshToken, grantName(owner)),
      expiresAt,
    },
    clock.now(),
  );
  return settingsUrl(settings, { apiDomain });
};
