import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { type FailedCall, networkName, type OnFailedCall } from '../diagnostics/failed-call.ts';
import { limitedText, mostBytes } from '../vendor-calls/limited-body.ts';
import { basicAuth } from './secrets.ts';
import { type FreshTokens, readTokenResponse } from './token-response.ts';

export type RefreshResult =
  | { kind: 'tokens'; tokens: FreshTokens }
  /** `invalid_grant`: the refresh token is no longer valid. */
  | { kind: 'refused' }
  /** Any other response or failure; the refresh token may still be valid. */
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

/** Refreshes tokens (RFC 6749, section 6). Never throws; reports failed calls to `failed`. */
export const makeRefresh =
  (endpoint: TokenEndpoint, clock: Clock, failed: OnFailedCall = () => undefined) =>
  async (refreshToken: string): Promise<RefreshResult> => {
    const requestedAt = clock.now();
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
      const tokens = response.ok ? readTokenResponse(body, requestedAt) : null;
      if (tokens) return { kind: 'tokens', tokens };
      const { status, headers } = response;
      const error = refusal.safeParse(body).data?.error ?? null;
      failed({ ...call, status, headers, faultCode: error });
      const isRejection = status >= 400 && status < 500;
      return { kind: isRejection && error === 'invalid_grant' ? 'refused' : 'unavailable' };
    } catch (error) {
      failed({ ...call, status: null, network: networkName(error) });
      return { kind: 'unavailable' };
    }
  };
