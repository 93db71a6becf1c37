import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Grant, now, switchesFor, type World } from '../world.ts';
import { isOurApp } from './client-auth.ts';
import {
  grantOfAccessToken,
  grantOfRefreshToken,
  hardLifeLeft,
  issueTokens,
  openGrant,
  rotate,
} from './grants.ts';

const form = z.record(z.string(), z.unknown()).catch({});

/**
 * Token, revocation and user info endpoints.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export function tokenRoutes(app: FastifyInstance, world: World): void {
  app.post('/oauth2/v1/tokens/bearer', async (request, reply) => {
    const sent = form.parse(request.body);
    noStore(reply);
    if (!isOurApp(world.app, request.headers.authorization, sent))
      return refuse(reply, 401, 'invalid_client');
    const grant =
      sent.grant_type === 'authorization_code'
        ? exchangedGrant(world, sent)
        : sent.grant_type === 'refresh_token'
          ? refreshedGrant(world, sent)
          : 'unsupported_grant_type';
    if (typeof grant === 'string') return refuse(reply, 400, grant);
    const company = world.companies[grant.realmId ?? ''];
    const switches = switchesFor(world, company);
    const at = now(world, company);
    if (sent.grant_type === 'refresh_token') rotate(grant, switches, at);
    const tokens = issueTokens(grant, switches, at);
    world.changed();
    const wantsHardLife = request.headers['x-include-refresh-token-hard-expires-in'] === 'true';
    if (!wantsHardLife || switches.refreshTokenHardLife === 'omitted') return tokens;
    return { ...tokens, x_refresh_token_hard_expires_in: hardLifeLeft(grant, switches, at) };
  });

  app.post('/v2/oauth2/tokens/revoke', async (request, reply) => {
    const sent = form.parse(request.body);
    noStore(reply);
    if (!isOurApp(world.app, request.headers.authorization, sent))
      return refuse(reply, 401, 'invalid_client');
    const token = String(sent.token ?? '');
    const grant = grantOfRefreshToken(world, token) ?? grantOfAccessToken(world, token);
    if (!grant || grant.revoked) return refuse(reply, 400, 'invalid_request');
    grant.revoked = true;
    world.changed();
    return reply.send('');
  });

  app.get('/v1/openid_connect/userinfo', async (request, reply) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const grant = grantOfAccessToken(world, token);
    if (!grant || grant.revoked) return reply.code(401).send({ error: 'invalid_token' });
    return {
      sub: '1182d6ec-60a1-4aa3-a7c6-6ca5d1c20e01',
      email: 'accountant@harbour.example',
      emailVerified: true,
      givenName: 'Office',
      familyName: 'Accountant',
    };
  });
}

/** The grant of a code, or an OAuth error. A second use of a code revokes the grant it created. */
function exchangedGrant(world: World, sent: Record<string, unknown>): Grant | string {
  if (typeof sent.code !== 'string' || typeof sent.redirect_uri !== 'string')
    return 'invalid_request';
  const code = world.codes.get(sent.code);
  if (!code) return 'invalid_grant';
  if (code.usedFor) {
    code.usedFor.revoked = true;
    return 'invalid_grant';
  }
  if (code.expiresAt < now(world) || code.redirectUri !== sent.redirect_uri) return 'invalid_grant';
  const at = now(world, world.companies[code.realmId ?? '']);
  code.usedFor = openGrant(world, { realmId: code.realmId, scope: code.scope }, at);
  return code.usedFor;
}

function refreshedGrant(world: World, sent: Record<string, unknown>): Grant | string {
  if (typeof sent.refresh_token !== 'string') return 'invalid_request';
  const grant = grantOfRefreshToken(world, sent.refresh_token);
  if (!grant || grant.revoked) return 'invalid_grant';
  const company = world.companies[grant.realmId ?? ''];
  const at = now(world, company);
  const switches = switchesFor(world, company);
  const lapsed = grant.refreshExpiresAt < at || hardLifeLeft(grant, switches, at) === 0;
  return lapsed ? 'invalid_grant' : grant;
}

function refuse(reply: FastifyReply, status: number, error: string) {
  const description = error === 'invalid_grant' ? { error_description: 'Token invalid' } : {};
  return reply.code(status).send({ ...description, error });
}

function noStore(reply: FastifyReply): void {
  reply.header('cache-control', 'no-cache, no-store').header('pragma', 'no-cache');
  reply.type('application/json;charset=UTF-8');
}
