import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { type FailedCall, networkName, type OnFailedCall } from '../diagnostics/failed-call.ts';
import { limitedText, mostBytes } from '../limited-body.ts';
import { basicAuth } from './secrets.ts';
import { type FreshTokens, readTokenAnswer } from './token-answer.ts';

/** How an endpoint answered a refresh. */
export type RefreshAnswer =
  | { kind: 'tokens'; tokens: FreshTokens }
  /** `invalid_grant`: this refresh token works no more. */
  | { kind: 'refused' }
  /** Anything else says nothing about the token. */
  | { kind: 'unavailable' };

export type TokenEndpoint = {
  vendor: FailedCall['vendor'];
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

/** Asks a token endpoint for new tokens (RFC 6749, section 6). Never throws; `failed` is told of failures. */
export const makeRefresh =
  (endpoint: TokenEndpoint, clock: Clock, failed: OnFailedCall = () => undefined) =>
  async (refreshToken: string): Promise<RefreshAnswer> => {
    const askedAt = clock.now();
    const call = { vendor: endpoint.vendor, operation: 'refreshTokens' } as const;
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
      const { status, headers } = response;
      const error = refusal.safeParse(body).data?.error ?? null;
      failed({ ...call, status, headers, faultCode: error });
      const ours = status >= 400 && status < 500;
      return { kind: ours && error === 'invalid_grant' ? 'refused' : 'unavailable' };
    } catch (error) {
      failed({ ...call, status: null, network: networkName(error) });
      return { kind: 'unavailable' };
    }
  };
