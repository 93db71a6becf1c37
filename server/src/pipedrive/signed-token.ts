import { decodeJwt, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import { hashOf } from '../oauth/secrets.ts';

const claims = z.object({
  companyId: z.coerce.number().int().positive(),
  userId: z.coerce.number().int().positive(),
  exp: z.number(),
});

export type PanelUser = { companyId: number; userId: number };

const leewaySeconds = 5;

/** Size of the cache of verified tokens; the oldest are evicted and verified again. */
const maxCachedTokens = 10_000;

/**
 * A JWT with a 32-byte signature. The last base64url character carries two unused bits, which must
 * be zero; otherwise one token would have four spellings, each with its own cache entry.
 */
const format = /^[\w-]{10,200}\.[\w-]{10,1500}\.[\w-]{42}[AEIMQUYcgkosw048]$/;

export type TokenVerifier = {
  /**
   * The user of an already verified token that has not expired, else null. Verifies no signature.
   */
  cachedUser(token: string): PanelUser | null;
  /** Throws `AppError` bad_token for any invalid token. */
  verify(token: string): Promise<PanelUser>;
  /** Whether the text has the form of a token. */
  isWellFormed(token: string): boolean;
  /** Number of cached tokens. */
  size(): number;
};

/**
 * Verifies the JWT that Pipedrive signs for our iframes (HS256, five minutes,
 * https://pipedrive.readme.io/docs/custom-ui-extensions). Each extension may have its own secret.
 * Caches the claims of verified tokens until they expire, by the token's hash.
 */
export const makeTokenVerifier = (secrets: string[], clock: Clock): TokenVerifier => {
  const keys = [...new Set(secrets)].map((secret) => new TextEncoder().encode(secret));
  const cache = new Map<string, PanelUser & { until: number }>();

  const payloadOf = async (token: string): Promise<unknown> => {
    for (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          clockTolerance: leewaySeconds,
          currentDate: new Date(clock.now()),
        });
        return payload;
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      }
    }
    throw new AppError('bad_token');
  };

  const isWellFormed = (token: string) => format.test(token);

  return {
    isWellFormed,
    size: () => cache.size,
    cachedUser(token) {
      const key = hashOf(token);
      const user = cache.get(key);
      if (user && user.until > clock.now()) return user;
      cache.delete(key);
      return null;
    },
    async verify(token) {
      if (!isWellFormed(token)) throw new AppError('bad_token');
      try {
        const { companyId, userId, exp } = claims.parse(await payloadOf(token));
        if (cache.size >= maxCachedTokens) cache.delete(cache.keys().next().value ?? '');
        cache.set(hashOf(token), { companyId, userId, until: (exp + leewaySeconds) * 1000 });
        return { companyId, userId };
      } catch {
        throw new AppError('bad_token');
      }
    },
  };
};

/**
 * When a verified token expires, epoch milliseconds, from its Bearer header. Checks no signature.
 */
export const expiryOf = (header: string): number => {
  const { exp = 0 } = decodeJwt(header.slice('Bearer '.length));
  return (exp + leewaySeconds) * 1000;
};
