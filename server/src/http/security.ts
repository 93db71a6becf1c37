import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { kindOfRoute, responseHeaders } from './response-headers.ts';

/** An office shares one address: so many users' calls may come from it. */
const usersPerAddress = 10;

/** Where a request comes from, for counting: of IPv6 the network. A client that is gone has no address. */
export const addressOf = (request: FastifyRequest): string => {
  const ip = request.ip as string | undefined;
  return ip === undefined ? '' : normalizeIP(ip, 64);
};

const isUncounted = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.rateLimit === false;

/**
 * Headers and limits. Calls are counted by address before anything else is looked at; who calls is counted
 * once that is known.
 */
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
    // Only who comes too often is told about the limit.
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });
  app.addHook('onRequest', app.rateLimit());
};
