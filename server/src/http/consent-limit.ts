import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import { addressOf } from './security.ts';

/** Of all calls that one user may make in a minute, this share may begin or end a consent. */
const share = 20;
const atLeast = 10;

/**
 * Counts by address what may end in a call to a vendor's token endpoint, on all routes together. The hook
 * throws `AppError` rate_limited.
 */
export const consentLimit = (
  app: FastifyInstance,
  { rateLimitPerMinute }: Pick<Settings, 'rateLimitPerMinute'>,
): onRequestAsyncHookHandler => {
  const count = app.createRateLimit({
    max: Math.max(atLeast, Math.ceil(rateLimitPerMinute / share)),
    timeWindow: '1 minute',
    keyGenerator: (request) => `consent ${addressOf(request)}`,
  });
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) {
      throw new AppError('rate_limited', { details: { retryAfter: counted.ttlInSeconds } });
    }
  };
};
