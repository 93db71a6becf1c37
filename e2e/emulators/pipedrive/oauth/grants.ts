import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Emulator } from '../world/emulator.ts';
import { findInstall } from '../world/find.ts';
import { instant } from '../world/time.ts';
import type { Grant, World } from '../world/world.ts';

const sixtyDaysMs = 60 * 24 * 3600 * 1000;
const codeLifeMs = 5 * 60 * 1000;

/** Body of a token response; the token identifies the company, not `api_domain`. */
export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  refresh_token: string;
  scope: string;
  api_domain: string;
}

/** Issues an authorization code, valid once and for five minutes. */
export function issueCode(
  world: World,
  companyId: number,
  userId: number,
  redirectUri: string,
): string {
  const code = randomUUID();
  const expiresAt = Date.now() + codeLifeMs;
  world.codes.push({ code, companyId, userId, redirectUri, expiresAt, used: false });
  return code;
}

/** Creates a user's grant with an access token, and marks the app as installed. */
export function grantAccess(emulator: Emulator, companyId: number, userId: number): TokenAnswer {
  const { world } = emulator;
  const grant: Grant = {
    id: ++world.lastId,
    companyId,
    userId,
    refreshToken: newRefreshToken(companyId, userId),
    exchanged: [],
    expiresAt: Date.now() + sixtyDaysMs,
    revoked: false,
  };
  world.grants.push(grant);
  markInstalled(world, companyId, userId);
  emulator.changed(companyId);
  return answerFor(emulator, grant);
}

/** Issues another access token and extends the grant to 60 days from now. */
export function refreshAccess(emulator: Emulator, grant: Grant): TokenAnswer {
  grant.expiresAt = Date.now() + sixtyDaysMs;
  if (emulator.world.settings.rotateRefreshTokens) {
    grant.exchanged.push(grant.refreshToken);
    grant.refreshToken = newRefreshToken(grant.companyId, grant.userId);
  }
  emulator.changed(grant.companyId);
  return answerFor(emulator, grant);
}

export function markInstalled(world: World, companyId: number, userId: number): void {
  if (findInstall(world, companyId, userId)) return;
  world.installs.push({ companyId, userId, at: instant() });
}

/** Revokes all grants of the user and removes the installation. */
export function removeInstall(emulator: Emulator, companyId: number, userId: number): void {
  const { world } = emulator;
  for (const grant of world.grants) {
    if (grant.companyId === companyId && grant.userId === userId) grant.revoked = true;
  }
  world.installs = world.installs.filter(
    (one) => one.companyId !== companyId || one.userId !== userId,
  );
  // https://pipedrive.readme.io/docs/webhooks-for-apps
  world.webhooks = world.webhooks.filter(
    (one) => one.company_id !== companyId || one.user_id !== userId,
  );
  emulator.changed(companyId);
}

function answerFor(emulator: Emulator, grant: Grant): TokenAnswer {
  const { world } = emulator;
  const seconds = world.settings.accessTokenSeconds;
  const token = `v1u:${randomBytes(96).toString('base64url')}`;
  world.accessTokens = world.accessTokens.filter((one) => one.expiresAt > Date.now());
  world.accessTokens.push({ token, grantId: grant.id, expiresAt: Date.now() + seconds * 1000 });
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: seconds,
    refresh_token: grant.refreshToken,
    scope: world.app.scopes.join(','),
    api_domain: emulator.origin,
  };
}

function newRefreshToken(companyId: number, userId: number): string {
  return `${companyId}:${userId}:${createHash('sha1').update(randomBytes(32)).digest('hex')}`;
}
