import type { OAuth2Namespace } from '@fastify/oauth2';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Log } from '../context.ts';
import { type FreshTokens, readTokenAnswer } from './token-answer.ts';

/**
 * Exchanges the code of a callback for tokens, once its state has been compared with the cookie. Null
 * when that fails, for whatever reason: its error may carry secrets, so only a status is logged.
 */
export const exchangeCode = async (
  door: OAuth2Namespace,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { clock, log }: { clock: Clock; log: Log },
): Promise<FreshTokens | null> => {
  const askedAt = clock.now();
  try {
    const { token } = await door.getAccessTokenFromAuthorizationCodeFlow(request, reply);
    return readTokenAnswer(token, askedAt);
  } catch (error) {
    const status = (error as { output?: { statusCode?: number } }).output?.statusCode ?? null;
    log.warn({ path: request.routeOptions.url, status }, 'a code could not be exchanged');
    return null;
  }
};
