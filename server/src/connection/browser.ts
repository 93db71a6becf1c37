import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { cookieName, cookieOptions } from '../oauth/consent-client.ts';
import { hashOf, newSecret, sameSecret } from '../oauth/secrets.ts';

/**
 * A browser that has opened the page of a ticket. The OAuth state is derived from the secret in its
 * cookie, so pressing *Continue* again leads to the same consent.
 */
export type Browser = { ticket: string; cookieHash: string; state: string };

/** Each unfinished window leaves a cookie for half an hour; beyond this number all are deleted. */
const maxCookies = 10;

const prefix = (settings: Settings) => cookieName(settings, 'connect-');

const nameFor = (settings: Settings, ticket: string) =>
  prefix(settings) + hashOf(ticket).slice(0, 16);

const browsersOf = (settings: Settings, request: FastifyRequest): Browser[] =>
  Object.entries(request.cookies).flatMap(([name, value = '']) => {
    const [ticket = '', secret = ''] = value.split('.');
    if (secret === '' || name !== nameFor(settings, ticket)) return [];
    return { ticket, cookieHash: hashOf(value), state: hashOf(`state ${value}`) };
  });

/**
 * Sets the ticket's cookie unless the browser has it already. SameSite=Lax: the browser sends it
 * with Intuit's redirect, but not with a form post of another site.
 */
export const markBrowser = (
  settings: Settings,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  ticket: string,
): void => {
  if (browserOf(settings, request, ticket)) return;
  const others = Object.keys(request.cookies).filter((name) => name.startsWith(prefix(settings)));
  if (others.length >= maxCookies) {
    for (const name of others) reply.clearCookie(name, cookieOptions(settings));
  }
  const value = `${ticket}.${newSecret()}`;
  reply.setCookie(nameFor(settings, ticket), value, cookieOptions(settings));
};

/** The browser of this request if it has the ticket's cookie, else null. */
export const browserOf = (
  settings: Settings,
  request: FastifyRequest,
  ticket: string,
): Browser | null =>
  browsersOf(settings, request).find((browser) => browser.ticket === ticket) ?? null;

/** The browser of this request if a consent with this state began in it, else null. */
export const browserOfState = (
  settings: Settings,
  request: FastifyRequest,
  state: string,
): Browser | null =>
  browsersOf(settings, request).find((browser) => sameSecret(browser.state, state)) ?? null;
