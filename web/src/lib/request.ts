import { forgetToken, signedToken } from '../host/signed-token.ts';
import { ApiError, errorOf } from './api-error.ts';
import { loadMessages } from './messages-of.ts';

export type Request = RequestInit & {
  /** Time-out in milliseconds, after which the server counts as unreachable. */
  patienceMs?: number;
};

/** Longer than the server waits for vendors. Without a time-out the browser waits for minutes. */
const usualPatienceMs = 120_000;

const send = async (path: string, request: Request, token: string): Promise<Response> => {
  const { patienceMs = usualPatienceMs, ...init } = request;
  const signals = [init.signal, AbortSignal.timeout(patienceMs)].filter((one) => one != null);
  try {
    return await fetch(path, {
      ...init,
      signal: AbortSignal.any(signals),
      headers: { ...init.headers, authorization: `Bearer ${token}` },
      credentials: 'omit',
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError('offline');
  }
};

const failureOf = async (response: Response): Promise<ApiError> => {
  const [body] = await Promise.all([response.json().catch(() => null), loadMessages()]);
  return errorOf(response.status, body);
};

/**
 * Sends one request with the user's token; throws {@link ApiError} unless the response is ok. A
 * request with an expired token is repeated once with a new one, which is safe because the server
 * did not run it.
 */
export const request = async (path: string, init: Request = {}): Promise<Response> => {
  const token = await signedToken();
  const response = await send(path, init, token);
  if (response.ok) return response;
  const failure = await failureOf(response);
  if (failure.code !== 'bad_token') throw failure;
  forgetToken(token);
  const again = await send(path, init, await signedToken());
  if (again.ok) return again;
  throw await failureOf(again);
};
