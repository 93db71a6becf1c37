import * as z from 'zod';

const seconds = z.coerce.number().nonnegative();

const answer = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  refresh_token: z.string().min(1).optional(),
  /** Intuit: OAuth 2.0, refresh tokens; the second is sent only to those who ask for it. */
  x_refresh_token_expires_in: seconds.optional().catch(undefined),
  x_refresh_token_hard_expires_in: seconds.optional().catch(undefined),
  /** Pipedrive: OAuth authorization, where this company's calls go. */
  api_domain: z.url({ protocol: /^https?$/ }).optional(),
});

/** Tokens as an endpoint has just issued them, unsealed; instants are epoch milliseconds. */
export type FreshTokens = {
  accessToken: string;
  /** Null when the answer named none: the one we have stays good. */
  refreshToken: string | null;
  expiresAt: number;
  /** When the refresh token dies at the latest, if that was told. */
  refreshExpiresAt: number | null;
  apiDomain: string | null;
};

/** Reads a token endpoint's answer to a question asked at `askedAt`; null when it is not one. */
export const readTokenAnswer = (body: unknown, askedAt: number): FreshTokens | null => {
  const parsed = answer.safeParse(body);
  if (!parsed.success) return null;
  const told = parsed.data;
  const lives = [told.x_refresh_token_expires_in, told.x_refresh_token_hard_expires_in].filter(
    (life) => life !== undefined,
  );
  return {
    accessToken: told.access_token,
    refreshToken: told.refresh_token ?? null,
    expiresAt: askedAt + told.expires_in * 1000,
    refreshExpiresAt: lives.length > 0 ? askedAt + Math.min(...lives) * 1000 : null,
    apiDomain: told.api_domain?.replace(/\/$/, '') ?? null,
  };
};
