import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import type { PanelUser, TokenVerifier } from '../pipedrive/signed-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set by `signedIn` on the routes that ask for it. */
    panelUser: PanelUser | null;
  }
}

/**
 * The one door for identity: who calls is read from the signed token in the Bearer header and from
 * nowhere else, before anything of the body is. A user's calls are counted under their name, whichever
 * token they come with. The hook throws `AppError` bad_token, rate_limited.
 */
export const signedIn = (
  app: FastifyInstance,
  verify: TokenVerifier,
  settings: Pick<Settings, 'rateLimitPerMinute'>,
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
  return async (request) => {
    const header = request.headers.authorization ?? '';
    if (!header.startsWith('Bearer ')) throw new AppError('bad_token');
    request.panelUser = await verify(header.slice('Bearer '.length));
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) {
      throw new AppError('rate_limited', { details: { retryAfter: counted.ttlInSeconds } });
    }
  };
};

/** Who calls, on a route behind `signedIn`. */
export const userOf = ({ panelUser }: FastifyRequest): PanelUser => {
  if (!panelUser) throw new AppError('bad_token');
  return panelUser;
};
