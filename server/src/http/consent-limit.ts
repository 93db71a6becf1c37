import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import { addressOf } from './security.ts';

/** Consents per minute are the user's rate limit divided by this, and at least `minimum`. */
const divisor = 20;
const minimum = 10;

/**
 * Rate limit by address for all routes that may call a vendor's token endpoint, counted together.
 * The hook throws `AppError` rate_limited.
 */
export const consentLimit = (
  app: FastifyInstance,
  { rateLimitPerMinute }: Pick<Settings, 'rateLimitPerMinute'>,
): onRequestAsyncHookHandler => {
  const count = app.createRateLimit({
    max: Math.max(minimum, Math.ceil(rateLimitPerMinute / divisor)),
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
