import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { PanelUser, TokenVerifier } from '../pipedrive/signed-token.ts';
import { forgedLimit } from './forged-limit.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set by `signedIn` on the routes that ask for it. */
    panelUser: PanelUser | null;
  }
}

/** Of all calls that one user may make, so many tokens with a wrong signature may come from an address. */
const shareOfForged = 1 / 4;

type Counted = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

const refuseExceeded = (counted: Counted) => {
  if (!counted.isAllowed && counted.isExceeded) {
    throw new AppError('rate_limited', { details: { retryAfter: counted.ttlInSeconds } });
  }
};

/**
 * The one door for identity: who calls is read from the signed token in the Bearer header and from
 * nowhere else, before anything of the body is. An address that has sent too many forged tokens is
 * refused before another is verified; tokens that are known already still pass. A user's calls are
 * counted under their name, whichever token they come with. The hook throws `AppError` bad_token,
 * rate_limited.
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
  const forged = forgedLimit(app, clock, Math.ceil(settings.rateLimitPerMinute * shareOfForged));

  const userBehind = async (request: FastifyRequest, token: string): Promise<PanelUser> => {
    const known = tokens.cachedUser(token);
    if (known) return known;
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
    request.panelUser = await userBehind(request, token);
    refuseExceeded(await count(request));
  };
};

/** Who calls, on a route behind `signedIn`. */
export const userOf = ({ panelUser }: FastifyRequest): PanelUser => {
  if (!panelUser) throw new AppError('bad_token');
  return panelUser;
};
