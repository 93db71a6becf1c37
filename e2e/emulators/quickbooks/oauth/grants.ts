import type { Switches } from '../switches.ts';
import { type Grant, secret, type World } from '../world.ts';

const day = 86_400_000;

export interface IssuedTokens {
  token_type: 'bearer';
  access_token: string;
  expires_in: number;
  refresh_token: string;
  x_refresh_token_expires_in: number;
}

export function openGrant(
  world: World,
  wish: { realmId: string | null; scope: string },
  at: number,
): Grant {
  const grant: Grant = {
    ...wish,
    consentedAt: at,
    refreshToken: newRefreshToken(),
    refreshValueSince: at,
    refreshExpiresAt: at,
    revoked: false,
    accessTokens: [],
  };
  world.grants.push(grant);
  return grant;
}

/** Issues an access token and extends the lifetime of the refresh token. */
export function issueTokens(grant: Grant, switches: Switches, at: number): IssuedTokens {
  const access = `eyJlbmMi${secret(480)}`;
  grant.accessTokens = grant.accessTokens.filter((one) => one.expiresAt > at - day).slice(-20);
  grant.accessTokens.push({ token: access, expiresAt: at + switches.accessTokenSeconds * 1000 });
  grant.refreshExpiresAt = at + switches.refreshTokenSeconds * 1000;
  return {
    token_type: 'bearer',
    access_token: access,
    expires_in: switches.accessTokenSeconds,
    refresh_token: grant.refreshToken,
    x_refresh_token_expires_in: switches.refreshTokenSeconds,
  };
}

/** Replaces the refresh token when rotation is due; the old value is invalid at once. */
export function rotate(grant: Grant, switches: Switches, at: number): void {
  const due =
    switches.rotation === 'always' ||
    (switches.rotation === 'daily' && at - grant.refreshValueSince >= day);
  if (!due) return;
  grant.refreshToken = newRefreshToken();
  grant.refreshValueSince = at;
}

/** Seconds left of the grant's maximum lifetime, which only a new consent extends. */
export function hardLifeLeft(grant: Grant, switches: Switches, at: number): number {
  return Math.max(
    0,
    switches.refreshTokenHardSeconds - Math.floor((at - grant.consentedAt) / 1000),
  );
}

export function grantOfRefreshToken(world: World, token: string): Grant | undefined {
  return world.grants.find((grant) => grant.refreshToken === token);
}

export function grantOfAccessToken(world: World, token: string): Grant | undefined {
  return world.grants.find((grant) => grant.accessTokens.some((one) => one.token === token));
}

function newRefreshToken(): string {
  return `RT1-${secret(30)}`;
}
