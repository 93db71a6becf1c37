import { errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';

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
 * Verifies the token that Pipedrive signs for our iframes (HS256, five minutes; Pipedrive: Custom UI
 * extensions). Each surface may have its own secret. Verified claims are kept until the token expires.
 * Throws `AppError` bad_token, whatever is wrong with it.
 */
export const makeTokenVerifier = (secrets: string[], clock: Clock) => {
  const keys = [...new Set(secrets)].map((secret) => new TextEncoder().encode(secret));
  const known = new Map<string, PanelUser & { until: number }>();

  const verify = async (token: string) => {
    for (const key of keys) {
      try {
        return await jwtVerify(token, key, {
          algorithms: ['HS256'],
          clockTolerance: leewaySeconds,
          currentDate: new Date(clock.now()),
        });
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      }
    }
    throw new AppError('bad_token');
  };

  return async (token: string): Promise<PanelUser> => {
    const kept = known.get(token);
    if (kept && kept.until > clock.now()) return kept;
    known.delete(token);
    try {
      const { companyId, userId, exp } = claims.parse((await verify(token)).payload);
      if (known.size >= remembered) known.delete(known.keys().next().value ?? '');
      known.set(token, { companyId, userId, until: (exp + leewaySeconds) * 1000 });
      return { companyId, userId };
    } catch {
      throw new AppError('bad_token');
    }
  };
};

export type TokenVerifier = ReturnType<typeof makeTokenVerifier>;
