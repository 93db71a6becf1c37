import type { FastifyReply, FastifyRequest } from 'fastify';
import { findUser } from '../world/find.ts';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';

const cookieName = 'pipedrive_stand_in_user';

/**
 * The signed-in user: `?user=ID`, else the cookie, else the first user of the first company.
 * Opening a page with `?user=ID` sets the cookie; fetching only its data does not.
 */
export function viewerOf(world: World, request: FastifyRequest, reply: FastifyReply): User {
  const { user } = request.query as { user?: string };
  const asked = user ? findUser(world, Number(user)) : undefined;
  const opensPage = request.headers.accept !== 'application/json';
  if (asked && opensPage)
    reply.setCookie(cookieName, String(asked.id), { path: '/', httpOnly: true });
  const remembered = findUser(world, Number(request.cookies[cookieName]));
  const viewer = asked ?? remembered ?? world.users[0];
  if (!viewer) throw new Error('the world has no users');
  return viewer;
}
