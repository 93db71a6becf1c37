import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { cookieName, cookieOptions } from '../oauth/consent-client.ts';
import { hashOf, newSecret, sameSecret } from '../oauth/secrets.ts';

/**
 * A browser that has shown the page of a ticket. Its cookie names the ticket and holds a secret, from which
 * the state of the consent is derived: however often *Continue* is pressed, it is the same consent.
 */
export type Browser = { ticket: string; cookieHash: string; state: string };

/** Windows opened and never finished leave a cookie each, for half an hour. */
const mostCookies = 10;

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
 * Marks this browser for a ticket, unless it is marked already: other windows of it go on as they are. The
 * cookie is SameSite=Lax: it is sent on the way back from Intuit, and not with a form of another site.
 */
export const markBrowser = (
  settings: Settings,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  ticket: string,
): void => {
  if (browserOf(settings, request, ticket)) return;
  const others = Object.keys(request.cookies).filter((name) => name.startsWith(prefix(settings)));
  if (others.length >= mostCookies) {
    for (const name of others) reply.clearCookie(name, cookieOptions(settings));
  }
  const value = `${ticket}.${newSecret()}`;
  reply.setCookie(nameFor(settings, ticket), value, cookieOptions(settings));
};

/** This browser, if it was marked for the ticket; else null. */
export const browserOf = (
  settings: Settings,
  request: FastifyRequest,
  ticket: string,
): Browser | null =>
  browsersOf(settings, request).find((browser) => browser.ticket === ticket) ?? null;

/** This browser, if a consent with this state began in it; else null. */
export const browserOfState = (
  settings: Settings,
  request: FastifyRequest,
  state: string,
): Browser | null =>
  browsersOf(settings, request).find((browser) => sameSecret(browser.state, state)) ?? null;
