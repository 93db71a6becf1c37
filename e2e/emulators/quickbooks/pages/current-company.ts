import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Company } from '../company/realm.ts';
import type { World } from '../world.ts';

const cookie = 'qbo_company';

/** Remembers the browser's company, the last one selected, in a cookie. */
export function rememberCompany(reply: FastifyReply, realmId: string): void {
  reply.setCookie(cookie, realmId, { path: '/', httpOnly: true, sameSite: 'lax' });
}

/** The company of the URL's `companyId`, else of the cookie, else the first one. */
export function currentCompany(
  world: World,
  request: FastifyRequest,
  wanted?: string,
): Company | undefined {
  const chosen = wanted ?? request.cookies[cookie] ?? '';
  return world.companies[chosen] ?? Object.values(world.companies)[0];
}

/** Selectable companies: the story's four and the 40 latest created by tests. */
export function listedCompanies(world: World): Company[] {
  const all = Object.values(world.companies);
  return [...new Set([...all.slice(0, 4), ...all.slice(-40)])];
}
