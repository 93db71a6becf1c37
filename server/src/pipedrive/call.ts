import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import { networkName, type OnFailedCall } from '../diagnostics/failed-call.ts';
import type { Access } from '../oauth/access-tokens.ts';
import type { AbandonedCalls } from '../vendor-calls/abandoned-calls.ts';
import { mayStillSend } from '../vendor-calls/before-sending.ts';
import { withCallContext } from '../vendor-calls/call-context.ts';
import { limitedText, mostBytes } from '../vendor-calls/limited-body.ts';
import { faultOf, isRateLimited } from './faults.ts';
import type { PipedriveUser } from './gateway.ts';
import type { PipedriveLimits } from './limits.ts';

export type PipedriveAccount = {
  settings: Pick<Settings['pipedrive'], 'timeoutMs'>;
  access: Access<PipedriveUser>;
  /** Page where a user with a broken grant installs the app again. */
  installUrl: string;
  /** Base URL of this user's API calls, such as `https://acme.pipedrive.com`. */
  apiDomain(user: PipedriveUser): Promise<string> | string;
  /** Unlimited when absent. */
  limits?: PipedriveLimits;
  /** Prevents further requests once calls are abandoned (shutdown). */
  abandonedCalls?: Pick<AbandonedCalls, 'hasBegun' | 'race'>;
  /** Called once for each failed request. */
  failed?: OnFailedCall;
};

export type PipedriveRequest = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to `/api`, such as `/v2/deals/17`. */
  path: string;
  query?: Record<string, string | number>;
  /** A form is sent as multipart, anything else as JSON. */
  body?: unknown;
};

/** A response of any status, with `body` null when it is not JSON; or no response. */
export type Outcome =
  | { kind: 'answer'; status: number; headers: Headers; body: unknown }
  | {
      kind: 'none';
      /** False when the request was certainly not sent. */
      sent: boolean;
      timedOut: boolean;
      /** Name of the network error. */
      network: string | null;
    };

/**
 * Sends a request, and repeats it with another token after a 401. Throws what `access` throws,
 * install_broken when the new token is refused too, pipedrive_busy when a rate limit prevents it.
 * https://pipedrive.readme.io/docs/marketplace-oauth-and-api-proxy-status-codes
 */
export const callPipedrive = (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: PipedriveRequest,
): Promise<Outcome> =>
  withCallContext({ companyId: user.companyId }, () => callWithRetry(account, user, request));

const callWithRetry = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: PipedriveRequest,
): Promise<Outcome> => {
  const url = await urlOf(account, user, request);
  const token = await account.access.token(user);
  const outcome = await sendWithinLimits(account, user, url, request, token);
  if (outcome.kind === 'none' || outcome.status !== 401) return outcome;
  const newToken = await account.access.tokenAfter(user, token);
  const second = await sendWithinLimits(account, user, url, request, newToken);
  if (second.kind === 'answer' && second.status === 401) {
    throw new AppError('install_broken', { details: { installUrl: account.installUrl } });
  }
  return second;
};

/**
 * Sends a GET, and repeats it once after a connection error or 5xx. Returns the JSON envelope.
 * Throws the gateway's `AppError`s; `gone` is the code for 404.
 */
export const readWithRetry = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: Omit<PipedriveRequest, 'method' | 'body'>,
  gone: 'deal_not_found' | 'not_found' = 'not_found',
): Promise<unknown> => {
  const get: PipedriveRequest = { ...request, method: 'GET' };
  const first = await callPipedrive(account, user, get);
  const outcome = isRetryable(first) ? await callPipedrive(account, user, get) : first;
  if (outcome.kind === 'none') throw new AppError('pipedrive_unavailable');
  const fault = faultOf(outcome, gone);
  if (fault) throw fault;
  return outcome.body;
};

const isRetryable = (outcome: Outcome): boolean =>
  outcome.kind === 'none' ? !outcome.timedOut : outcome.status >= 500;

const urlOf = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: PipedriveRequest,
): Promise<URL> => {
  const url = new URL(`/api${request.path}`, await account.apiDomain(user));
  for (const [name, value] of Object.entries(request.query ?? {})) {
    url.searchParams.set(name, String(value));
  }
  return url;
};

const report = ({ failed }: PipedriveAccount, { companyId }: PipedriveUser, outcome: Outcome) => {
  const call = { vendor: 'pipedrive', companyId } as const;
  if (outcome.kind === 'none') failed?.({ ...call, status: null, network: outcome.network });
  else if (faultOf(outcome, 'not_found')) {
    const { status, headers, body } = outcome;
    const code = (body as { code?: unknown } | null)?.code;
    failed?.({ ...call, status, headers, faultCode: typeof code === 'string' ? code : null });
  }
};

/** Waits until the rate limits allow the request, then sends it. */
const sendWithinLimits = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  url: URL,
  request: PipedriveRequest,
  token: string,
): Promise<Outcome> => {
  await account.limits?.before(user);
  let outcome: Outcome | null = null;
  try {
    if (request.method !== 'GET' && !(await mayStillSend())) throw new AppError('pipedrive_busy');
    if (account.abandonedCalls?.hasBegun()) throw new AppError('pipedrive_unavailable');
    const sent = send(account, url, request, token);
    const abandoned: Outcome = {
      kind: 'none',
      sent: true,
      timedOut: true,
      network: 'AbortError',
    };
    outcome = await (account.abandonedCalls?.race(sent, abandoned) ?? sent);
    report(account, user, outcome);
    return outcome;
  } finally {
    const response = outcome?.kind === 'answer' ? outcome : null;
    const status = response && (isRateLimited(response) ? 429 : response.status);
    account.limits?.after(user, status ?? 0, response?.headers ?? null);
  }
};

/** Drops the error that fetch throws, because it may contain the request with its token. */
const send = async (
  account: PipedriveAccount,
  url: URL,
  request: PipedriveRequest,
  token: string,
): Promise<Outcome> => {
  const form = request.body instanceof FormData ? request.body : null;
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        // fetch sets the content type of a form itself, with its boundary.
        ...(request.body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? null : (form ?? JSON.stringify(request.body)),
      signal: AbortSignal.timeout(account.settings.timeoutMs),
      redirect: 'manual',
    });
    const body = parseJson(await limitedText(response, mostBytes.api));
    return { kind: 'answer', status: response.status, headers: response.headers, body };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'none', sent: !wasNotSent(error), timedOut, network: networkName(error) };
  }
};

const notSentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

const wasNotSent = (error: unknown): boolean => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return notSentCodes.includes(cause?.code ?? '');
};

/** Null for HTML, which a proxy in front of the API may send with an error. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
