import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { type FailedCall, logFailedCall } from '../diagnostics/failed-call.ts';
import type { Log } from '../diagnostics/logger.ts';
import type { ConsentClient } from './consent-client.ts';
import { type FreshTokens, readTokenResponse } from './token-response.ts';

/**
 * Exchanges the code of a callback for tokens; the caller must have checked the state. Logs a
 * failure and returns null.
 */
export const exchangeCode = async (
  client: Pick<ConsentClient, 'exchange'>,
  request: FastifyRequest,
  vendor: FailedCall['vendor'],
  { clock, log }: { clock: Clock; log: Log },
): Promise<FreshTokens | null> => {
  const requestedAt = clock.now();
  const failed = (failure: Failure) => {
    logFailedCall(log)({ vendor, operation: 'exchangeCode', ...failure });
    return null;
  };
  try {
    const tokens = readTokenResponse(await client.exchange(request), requestedAt);
    return tokens ?? failed({ status: 200 });
  } catch (error) {
    return failed(failureOf(error));
  }
};

type Failure = Pick<FailedCall, 'status' | 'headers' | 'faultCode' | 'network'>;

/**
 * The parts we read of the OAuth client's errors, which may contain secrets.
 * https://hapi.dev/module/wreck
 */
type ClientError = {
  data?: {
    code?: string;
    res?: { statusCode: number; headers: Record<string, string | string[]> };
    payload?: { error?: unknown };
  } | null;
};

const failureOf = (error: unknown): Failure => {
  const { data } = error as ClientError;
  if (!data?.res) return { status: null, network: data?.code ?? 'TimeoutError' };
  const { statusCode, headers } = data.res;
  const fault = data.payload?.error;
  return {
    status: statusCode,
    headers: new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    faultCode: typeof fault === 'string' ? fault : null,
  };
};
