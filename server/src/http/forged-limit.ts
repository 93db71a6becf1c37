import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import { addressOf } from './security.ts';

/** Size of the list of blocked addresses; beyond it the oldest are unblocked. */
const maxAddresses = 10_000;

type ForgedLimit = {
  /** Throws `AppError` rate_limited for a blocked address. */
  refuseTooMany(request: FastifyRequest): void;
  count(request: FastifyRequest): Promise<void>;
};

/**
 * Blocks addresses that send too many forged tokens, to save the cost of verifying more of them.
 */
export const forgedLimit = (
  app: FastifyInstance,
  clock: Pick<Clock, 'now'>,
  max: number,
): ForgedLimit => {
  const blocked = new Map<string, number>();
  const count = app.createRateLimit({
    max,
    timeWindow: '1 minute',
    keyGenerator: (request) => `forged ${addressOf(request)}`,
  });
  return {
    refuseTooMany(request) {
      const until = blocked.get(addressOf(request)) ?? 0;
      const left = until - clock.now();
      if (left <= 0) return;
      throw new AppError('rate_limited', { details: { retryAfter: Math.ceil(left / 1000) } });
    },
    async count(request) {
      const counted = await count(request);
      if (counted.isAllowed || counted.remaining > 0) return;
      const oldest = blocked.keys().next().value;
      if (blocked.size >= maxAddresses && oldest !== undefined) blocked.delete(oldest);
      blocked.set(addressOf(request), clock.now() + counted.ttl);
    },
  };
};
