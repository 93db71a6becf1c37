import type { FastifyRequest } from 'fastify';
import { findUser } from '../world/find.ts';
import type { World } from '../world/world.ts';

/** The user and company that an access token belongs to. */
export interface Caller {
  companyId: number;
  userId: number;
  token: string;
}

/** The caller of the Bearer token; null when it is missing, unknown, expired or revoked. */
export function callerOf(world: World, request: FastifyRequest): Caller | null {
  const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) return null;
  const access = world.accessTokens.find((one) => one.token === token);
  if (!access || access.expiresAt < Date.now()) return null;
  const grant = world.grants.find((one) => one.id === access.grantId);
  if (!grant || grant.revoked) return null;
  const tokens = findUser(world, grant.userId)?.deactivated ?? 'work';
  if (tokens !== 'work') return null;
  return { companyId: grant.companyId, userId: grant.userId, token };
}
