import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Log } from '../context.ts';
import type { ConsentDoor } from './consent-door.ts';
import { type FreshTokens, readTokenAnswer } from './token-answer.ts';

/**
 * Exchanges the code of a callback, whose state the route has checked, for tokens. Null when that fails,
 * for whatever reason: its error may carry secrets, so only a status is logged.
 */
export const exchangeCode = async (
  door: Pick<ConsentDoor, 'exchange'>,
  request: FastifyRequest,
  { clock, log }: { clock: Clock; log: Log },
): Promise<FreshTokens | null> => {
  const askedAt = clock.now();
  try {
    return readTokenAnswer(await door.exchange(request), askedAt);
  } catch (error) {
    const status = (error as { output?: { statusCode?: number } }).output?.statusCode ?? null;
    log.warn({ path: request.routeOptions.url, status }, 'a code could not be exchanged');
    return null;
  }
};
