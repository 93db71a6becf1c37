import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { cookieName, cookieOptions } from '../oauth/consent-door.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';

/** The browser window that a ticket was first looked at in: its cookie names the ticket, and itself. */
export type Browser = { ticket: string; cookieHash: string };

const name = (settings: Settings) => cookieName(settings, 'connect');

/**
 * Marks this browser for a ticket. The cookie is SameSite=Lax: it comes along on the way back from
 * Intuit, and stays away from a form that another site posts.
 */
export const markBrowser = (settings: Settings, reply: FastifyReply, ticket: string): void => {
  reply.setCookie(name(settings), `${ticket}.${newSecret()}`, cookieOptions(settings));
};

/** Which ticket this browser was marked for; null when for none. */
export const browserOf = (settings: Settings, request: FastifyRequest): Browser | null => {
  const value = request.cookies[name(settings)];
  const ticket = value?.split('.')[0];
  return value && ticket ? { ticket, cookieHash: hashOf(value) } : null;
};
