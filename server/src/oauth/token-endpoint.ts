import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { limitedText, mostBytes } from '../limited-body.ts';
import { basicAuth } from './secrets.ts';
import { type FreshTokens, readTokenAnswer } from './token-answer.ts';

/** How an endpoint answered a refresh. `why` is safe to log. */
export type RefreshAnswer =
  | { kind: 'tokens'; tokens: FreshTokens }
  /** `invalid_grant`: this refresh token works no more. */
  | { kind: 'refused' }
  /** Anything else says nothing about the token. */
  | { kind: 'unavailable'; why: string };

export type TokenEndpoint = {
  url: string;
  clientId: string;
  clientSecret: string;
  timeoutMs: number;
  headers?: Record<string, string>;
};

const refusal = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Asks a token endpoint for new tokens (RFC 6749, section 6). Never throws, never logs. */
export const makeRefresh =
  (endpoint: TokenEndpoint, clock: Clock) =>
  async (refreshToken: string): Promise<RefreshAnswer> => {
    const askedAt = clock.now();
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          ...endpoint.headers,
          accept: 'application/json',
          authorization: basicAuth(endpoint.clientId, endpoint.clientSecret),
        },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
        redirect: 'error',
        signal: AbortSignal.timeout(endpoint.timeoutMs),
      });
      const body = json(await limitedText(response, mostBytes.tokens));
      const tokens = response.ok ? readTokenAnswer(body, askedAt) : null;
      if (tokens) return { kind: 'tokens', tokens };
      const error = refusal.safeParse(body).data?.error ?? 'no readable answer';
      const ours = response.status >= 400 && response.status < 500;
      if (ours && error === 'invalid_grant') return { kind: 'refused' };
      return { kind: 'unavailable', why: `${response.status} ${error}` };
    } catch (error) {
      return { kind: 'unavailable', why: error instanceof Error ? error.name : 'unknown' };
    }
  };
