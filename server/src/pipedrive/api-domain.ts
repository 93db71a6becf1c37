/**
 * Returns the origin of `api_domain` from a token response, or null unless it is https at
 * pipedrive.com or the configured OAuth host. We send tokens and redirect users there.
 * https://pipedrive.readme.io/docs/marketplace-oauth-authorization
 */
export const trustedApiDomain = (apiDomain: string, oauthUrl: string): string | null => {
  const url = URL.parse(apiDomain);
  if (!url) return null;
  if (url.origin === new URL(oauthUrl).origin) return url.origin;
  const isPipedrive = url.hostname === 'pipedrive.com' || url.hostname.endsWith('.pipedrive.com');
  return isPipedrive && url.protocol === 'https:' && url.port === '' ? url.origin : null;
};
