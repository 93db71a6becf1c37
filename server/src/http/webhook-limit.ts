import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import { addressOf } from './security.ts';

/**
 * Deliveries per minute and address: three times the largest burst to expect, because a refused one
 * holds back all later events of the Intuit app.
 */
const perMinute = 30_000;

/**
 * Rate limit by address for webhooks, which are no user's calls. The hook throws `AppError`
 * rate_limited.
 */
export const webhookLimit = (
  app: FastifyInstance,
  vendor: 'quickbooks' | 'pipedrive' = 'quickbooks',
): onRequestAsyncHookHandler => {
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => `webhook ${vendor} ${addressOf(request)}`,
  });
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) {
      throw new AppError('rate_limited', { details: { retryAfter: counted.ttlInSeconds } });
    }
  };
};
