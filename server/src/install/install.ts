import type { Dependencies } from '../context.ts';
import { logFailedCall } from '../diagnostics/failed-call.ts';
import type { FreshTokens } from '../oauth/token-response.ts';
import { trustedApiDomain } from '../pipedrive/api-domain.ts';
import { settingsUrl } from './service.ts';
import { grantName, storeGrant } from './store.ts';
import { whoInstalled } from './who-installed.ts';

/** Stores what a consent brought, and says where the user goes next; null when it cannot be used. */
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
  const who = await whoInstalled(apiDomain, accessToken, timeoutMs, logFailedCall(log));
  if (!who) return null;
  await storeGrant(
    db,
    {
      ...who,
      apiDomain,
      accessToken: vault.seal(accessToken, grantName(who)),
      refreshToken: vault.seal(refreshToken, grantName(who)),
      expiresAt,
    },
    clock.now(),
  );
  return settingsUrl(settings, { apiDomain });
};
