import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import { findUser } from '../world/find.ts';
import type { World } from '../world/world.ts';
import { grantAccess, refreshAccess, removeInstall, type TokenAnswer } from './grants.ts';

type Form = Record<string, string | undefined>;

/**
 * An error of the token endpoint, always 400.
 * https://pipedrive.readme.io/docs/marketplace-oauth-and-api-proxy-status-codes
 */
class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** `POST /oauth/token` and `POST /oauth/revoke`. */
export function tokenRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.post('/oauth/token', async (request, reply) =>
    answered(reply, () => {
      requireClient(emulator.world, request);
      return exchange(emulator, (request.body ?? {}) as Form);
    }),
  );

  app.post('/oauth/revoke', async (request, reply) =>
    answered(reply, () => {
      requireClient(emulator.world, request);
      revoke(emulator, (request.body ?? {}) as Form);
      return { success: true };
    }),
  );
}

function answered(reply: FastifyReply, work: () => object): object {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply.code(400);
    return { success: false, message: error.message, error: error.code };
  }
}

function requireClient(world: World, request: FastifyRequest): void {
  const [, encoded] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!encoded) {
    throw new Refusal('invalid_client', 'Invalid client: cannot retrieve client credentials');
  }
  const given = Buffer.from(encoded, 'base64');
  const wanted = Buffer.from(`${world.app.clientId}:${world.app.clientSecret}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new Refusal('invalid_client', 'Invalid client: client is invalid');
  }
}

function exchange(emulator: Emulator, form: Form): TokenAnswer {
  if (form.grant_type === 'authorization_code') return exchangeCode(emulator, form);
  if (form.grant_type === 'refresh_token') return refresh(emulator, form);
  if (!form.grant_type) {
    throw new Refusal('invalid_request', 'Missing parameter: `grant_type`');
  }
  throw new Refusal(
    'unsupported_grant_type',
    'Unsupported grant type: supported are authorization_code, refresh_token, exchange_api_token',
  );
}

function exchangeCode(emulator: Emulator, form: Form): TokenAnswer {
  const code = emulator.world.codes.find((one) => one.code === form.code);
  if (!code || code.used) {
    throw new Refusal('invalid_grant', 'Invalid grant: authorization_code is invalid');
  }
  if (code.expiresAt < Date.now()) {
    throw new Refusal('invalid_grant', 'Invalid grant: authorization_code has expired');
  }
  if (form.redirect_uri !== code.redirectUri) {
    throw new Refusal('invalid_request', 'Invalid request: `redirect_uri` is invalid');
  }
  code.used = true;
  return grantAccess(emulator, code.companyId, code.userId);
}

function refresh(emulator: Emulator, form: Form): TokenAnswer {
  const token = form.refresh_token ?? '';
  const { grants } = emulator.world;
  const grant = grants.find((one) => one.refreshToken === token);
  if (!grant && grants.some((one) => one.exchanged.includes(token))) {
    throw new Refusal('invalid_grant', 'Invalid grant: refresh_token was already exchanged');
  }
  const isRejected = grant && findUser(emulator.world, grant.userId)?.deactivated === 'rejected';
  if (!grant || isRejected || grant.revoked || grant.expiresAt < Date.now()) {
    throw new Refusal('invalid_grant', 'Invalid grant: refresh_token is invalid');
  }
  return refreshAccess(emulator, grant);
}

/** Revoking a refresh token uninstalls the app for its user; an access token is revoked alone. */
function revoke(emulator: Emulator, form: Form): void {
  const { world } = emulator;
  const grant = world.grants.find((one) => one.refreshToken === form.token);
  if (grant) removeInstall(emulator, grant.companyId, grant.userId);
  const given = form.token ?? '';
  world.accessTokens = world.accessTokens.filter(
    (one) => one.token !== given && encodeURIComponent(one.token) !== given,
  );
}
