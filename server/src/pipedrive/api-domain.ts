/**
 * Where a user's calls go, as the token endpoint says (`api_domain`), as an origin. Tokens are sent there and
 * people are led there, so only https at Pipedrive's domain counts, or the OAuth host of the settings; null
 * for anything else.
 */
export const trustedApiDomain = (apiDomain: string, oauthUrl: string): string | null => {
  const url = URL.parse(apiDomain);
  if (!url) return null;
  if (url.origin === new URL(oauthUrl).origin) return url.origin;
  const ofPipedrive = url.hostname === 'pipedrive.com' || url.hostname.endsWith('.pipedrive.com');
  return ofPipedrive && url.protocol === 'https:' && url.port === '' ? url.origin : null;
};
