import * as z from 'zod';

const seconds = z.coerce.number().nonnegative();

const tokenResponse = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  refresh_token: z.string().min(1).optional(),
  /**
   * Intuit; the second is sent only when requested by a header.
   * https://blogs.intuit.com/2025/11/12/important-changes-to-refresh-token-policy
   */
  x_refresh_token_expires_in: seconds.optional().catch(undefined),
  x_refresh_token_hard_expires_in: seconds.optional().catch(undefined),
  /**
   * Base URL of the company's API.
   * https://pipedrive.readme.io/docs/marketplace-oauth-authorization
   */
  api_domain: z.url({ protocol: /^https?$/ }).optional(),
});

/** Newly issued tokens, not encrypted; instants are epoch milliseconds. */
export type FreshTokens = {
  accessToken: string;
  /** Null when the response has none: the current refresh token stays valid. */
  refreshToken: string | null;
  expiresAt: number;
  /** Latest expiry of the refresh token; null when the response does not state it. */
  refreshExpiresAt: number | null;
  /** End of the maximum lifetime, which only a new consent extends; null when not stated. */
  hardExpiresAt: number | null;
  apiDomain: string | null;
};

/** Parses the response to a token request sent at `requestedAt`; null when it has another shape. */
export const readTokenResponse = (body: unknown, requestedAt: number): FreshTokens | null => {
  const parsed = tokenResponse.safeParse(body);
  if (!parsed.success) return null;
  const { data } = parsed;
  const lifetimes = [data.x_refresh_token_expires_in, data.x_refresh_token_hard_expires_in].filter(
    (lifetime) => lifetime !== undefined,
  );
  return {
    accessToken: data.access_token,
    refreshToken: data.refresh_token ?? null,
    expiresAt: requestedAt + data.expires_in * 1000,
    hardExpiresAt:
      data.x_refresh_token_hard_expires_in === undefined
        ? null
        : requestedAt + data.x_refresh_token_hard_expires_in * 1000,
    refreshExpiresAt: lifetimes.length > 0 ? requestedAt + Math.min(...lifetimes) * 1000 : null,
    apiDomain: data.api_domain?.replace(/\/$/, '') ?? null,
  };
};
