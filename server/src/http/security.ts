import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { kindOfRoute, responseHeaders } from './response-headers.ts';

/** The limit per address allows this many users, because an office shares one address. */
const usersPerAddress = 10;

/**
 * Rate-limit key of a request: its address, for IPv6 the /64 network; empty when the client is
 * gone.
 */
export const addressOf = (request: FastifyRequest): string => {
  const ip = request.ip as string | undefined;
  return ip === undefined ? '' : normalizeIP(ip, 64);
};

const isUncounted = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.rateLimit === false;

/** Adds security headers and the rate limit by address, which runs before authentication. */
export const secure = async (app: FastifyInstance, settings: Settings): Promise<void> => {
  const headers = responseHeaders(settings);
  app.addHook('onRequest', (request, reply, next) => {
    const route = request.routeOptions.url;
    reply.headers(headers[kindOfRoute(route)]);
    if (route !== '/assets/*') reply.header('cache-control', 'no-cache, no-store');
    next();
  });
  await app.register(rateLimit, {
    global: false,
    max: settings.rateLimitPerMinute * usersPerAddress,
    timeWindow: '1 minute',
    allowList: isUncounted,
    keyGenerator: addressOf,
    // Send the limit's headers only with a 429.
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });
  app.addHook('onRequest', app.rateLimit());
};
