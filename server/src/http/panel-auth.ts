import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { PanelUser, TokenVerifier } from '../pipedrive/signed-token.ts';
import { userOf } from '../requests.ts';
import { forgedLimit } from './forged-limit.ts';

/** Forged tokens allowed per address, as a share of the user's rate limit. */
const forgedShare = 1 / 4;

type Counted = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

const refuseExceeded = (counted: Counted) => {
  if (!counted.isAllowed && counted.isExceeded) {
    throw new AppError('rate_limited', { details: { retryAfter: counted.ttlInSeconds } });
  }
};

/**
 * Authenticates by the signed token in the Bearer header, before the body is read. An address with
 * too many forged tokens is refused except for cached tokens. Calls are rate-limited by user. The
 * hook throws `AppError` bad_token, rate_limited.
 */
export const signedIn = (
  app: FastifyInstance,
  tokens: TokenVerifier,
  { settings, clock }: Pick<Dependencies, 'settings' | 'clock'>,
): onRequestAsyncHookHandler => {
  app.decorateRequest('panelUser', null);
  const count = app.createRateLimit({
    max: settings.rateLimitPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => {
      const { companyId, userId } = userOf(request);
      return `user ${companyId}/${userId}`;
    },
  });
  const forged = forgedLimit(app, clock, Math.ceil(settings.rateLimitPerMinute * forgedShare));

  const userOfToken = async (request: FastifyRequest, token: string): Promise<PanelUser> => {
    const cached = tokens.cachedUser(token);
    if (cached) return cached;
    forged.refuseTooMany(request);
    try {
      return await tokens.verify(token);
    } catch (error) {
      await forged.count(request);
      throw error;
    }
  };

  return async (request) => {
    const header = request.headers.authorization ?? '';
    const token = header.startsWith('Bearer ') ? header.slice('Bearer '.length) : '';
    if (!tokens.isWellFormed(token)) throw new AppError('bad_token');
    request.panelUser = await userOfToken(request, token);
    refuseExceeded(await count(request));
  };
};
