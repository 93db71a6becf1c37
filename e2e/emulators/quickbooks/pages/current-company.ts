import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Company } from '../company/realm.ts';
import type { World } from '../world.ts';

const cookie = 'qbo_company';

/** The browser is signed in to one company at a time: the last one chosen. */
export function rememberCompany(reply: FastifyReply, realmId: string): void {
  reply.setCookie(cookie, realmId, { path: '/', httpOnly: true, sameSite: 'lax' });
}

/** `companyId` of the address, else the company the browser is signed in to, else the first one. */
export function currentCompany(
  world: World,
  request: FastifyRequest,
  wanted?: string,
): Company | undefined {
  const chosen = wanted ?? request.cookies[cookie] ?? '';
  return world.companies[chosen] ?? Object.values(world.companies)[0];
}

/** The companies to choose from: those of the story and the latest ones made for tests. */
export function listedCompanies(world: World): Company[] {
  const all = Object.values(world.companies);
  return [...new Set([...all.slice(0, 4), ...all.slice(-40)])];
}
