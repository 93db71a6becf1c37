import { forgetToken, signedToken } from '../host/signed-token.ts';
import { ApiError, errorOf } from './api-error.ts';

export type Request = RequestInit & {
  /** How long nothing may be heard before the server counts as not reached, in milliseconds. */
  patienceMs?: number;
};

/** Longer than our server waits for others; without an end of its own a browser waits on and on. */
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

const failureOf = async (response: Response): Promise<ApiError> =>
  errorOf(response.status, await response.json().catch(() => null));

/**
 * One request to our server in the user's name; an answer that is not ok throws {@link ApiError}. A
 * token refused as too old is renewed once: the request was then not looked at, so repeating is safe.
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
