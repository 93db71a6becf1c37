import { errors, jwtVerify } from 'jose';
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

/** Beyond this many tokens at once the oldest are verified again. */
const remembered = 10_000;

/**
 * Three parts in base64url. Of the last character of 32 bytes of signature two bits count for nothing; they
 * must be zero, or one token could be written in four ways.
 */
const format = /^[\w-]{10,200}\.[\w-]{10,1500}\.[\w-]{42}[AEIMQUYcgkosw048]$/;

export type TokenVerifier = {
  /** The user of a token that was verified before and still holds; else null. Costs no cryptography. */
  known(token: string): PanelUser | null;
  /** Throws `AppError` bad_token, whatever is wrong with it. */
  verify(token: string): Promise<PanelUser>;
  /** Whether it is written as a token at all. */
  isWellFormed(token: string): boolean;
  /** How many verified tokens are remembered. */
  size(): number;
};

/**
 * Verifies the token that Pipedrive signs for our iframes (HS256, five minutes; Pipedrive: Custom UI
 * extensions). Each surface may have its own secret. Claims of verified tokens are kept until they expire,
 * under the hash of the token.
 */
export const makeTokenVerifier = (secrets: string[], clock: Clock): TokenVerifier => {
  const keys = [...new Set(secrets)].map((secret) => new TextEncoder().encode(secret));
  const kept = new Map<string, PanelUser & { until: number }>();

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
    size: () => kept.size,
    known(token) {
      const key = hashOf(token);
      const user = kept.get(key);
      if (user && user.until > clock.now()) return user;
      kept.delete(key);
      return null;
    },
    async verify(token) {
      if (!isWellFormed(token)) throw new AppError('bad_token');
      try {
        const { companyId, userId, exp } = claims.parse(await payloadOf(token));
        if (kept.size >= remembered) kept.delete(kept.keys().next().value ?? '');
        kept.set(hashOf(token), { companyId, userId, until: (exp + leewaySeconds) * 1000 });
        return { companyId, userId };
      } catch {
        throw new AppError('bad_token');
      }
    },
  };
};
