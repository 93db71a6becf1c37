import type { FastifyReply, FastifyRequest } from 'fastify';
import { findUser } from '../world/find.ts';
import type { User, World } from '../world/world.ts';

const cookieName = 'pipedrive_stand_in_user';

/**
 * Who looks at the page: `?user=ID` (remembered in a cookie), else the cookie, else the first user of
 * the first company.
 */
export function viewerOf(world: World, request: FastifyRequest, reply: FastifyReply): User {
  const { user } = request.query as { user?: string };
  const asked = user ? findUser(world, Number(user)) : undefined;
  if (asked) reply.setCookie(cookieName, String(asked.id), { path: '/', httpOnly: true });
  const remembered = findUser(world, Number(request.cookies[cookieName]));
  const viewer = asked ?? remembered ?? world.users[0];
  if (!viewer) throw new Error('the world has no users');
  return viewer;
}
