import type { ConnectionRow } from './store.ts';

const day = 24 * 60 * 60_000;

/** A token that other work has not refreshed for this long is idle. */
const idleMs = 7 * day;

/** From this many days before its expiry, a token is refreshed daily. */
const earlyMs = 30 * day;

/**
 * Whether background work must refresh the token. Each refresh extends the refresh token by about
 * 100 days (`x_refresh_token_expires_in`); its value changes daily.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export const needsRefresh = (
  {
    state,
    expiresAt,
    refreshExpiresAt,
  }: Pick<ConnectionRow, 'state' | 'expiresAt' | 'refreshExpiresAt'>,
  now: number,
): boolean => {
  if (state !== 'active' || now < expiresAt) return false;
  const expiresSoon = refreshExpiresAt !== null && refreshExpiresAt - now <= earlyMs;
  return expiresSoon || now - expiresAt >= idleMs;
};
