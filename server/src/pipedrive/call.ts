import type { AbandonedCalls } from '../abandoned-calls.ts';
import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import { withCallContext } from '../diagnostics/call-context.ts';
import { networkName, type OnFailedCall } from '../diagnostics/failed-call.ts';
import { limitedText, mostBytes } from '../limited-body.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { mayStillSend } from '../rate-limits/before-sending.ts';
import { faultOf, isTooMany } from './faults.ts';
import type { PipedriveUser } from './gateway.ts';
import type { PipedriveLimits } from './limits.ts';

export type PipedriveAccount = {
  settings: Pick<Settings['pipedrive'], 'timeoutMs'>;
  access: Access<PipedriveUser>;
  /** Where a user whose grant no longer works installs the app again. */
  installUrl: string;
  /** `https://acme.pipedrive.com`: where this user's calls go. */
  apiDomain(user: PipedriveUser): Promise<string> | string;
  /** None where it is left out. */
  limits?: PipedriveLimits;
  /** Nothing is sent any more once calls are abandoned. */
  abandonedCalls?: Pick<AbandonedCalls, 'hasBegun' | 'race'>;
  /** Told of each request that failed. */
  failed?: OnFailedCall;
};

export type PipedriveRequest = {
  method: 'GET' | 'POST';
  /** Below `/api`, `/v2/deals/17`. */
  path: string;
  query?: Record<string, string | number>;
  body?: unknown;
};

/** What came back: an answer of any status, `body` null when it is no JSON; or none. */
export type Outcome =
  | { kind: 'answer'; status: number; headers: Headers; body: unknown }
  | {
      kind: 'none';
      /** False when it surely never left. */
      sent: boolean;
      timedOut: boolean;
      /** The name of the network error. */
      network: string | null;
    };

/**
 * One call with the user's token; after a 401 once more with another token (Pipedrive: OAuth status codes).
 * Never throws for what Pipedrive answers; throws what `access` throws, and install_broken when a token
 * fresh from the token endpoint is refused as well, and pipedrive_busy when a limit does not let it out.
 */
export const exchange = (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: PipedriveRequest,
): Promise<Outcome> =>
  withCallContext({ companyId: user.companyId }, () => exchangeNow(account, user, request));

const exchangeNow = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: PipedriveRequest,
): Promise<Outcome> => {
  const url = await addressOf(account, user, request);
  const token = await account.access.token(user);
  const outcome = await sendWithin(account, user, url, request, token);
  if (outcome.kind === 'none' || outcome.status !== 401) return outcome;
  const other = await account.access.tokenAfter(user, token);
  const second = await sendWithin(account, user, url, request, other);
  if (second.kind === 'answer' && second.status === 401) {
    throw new AppError('install_broken', { details: { installUrl: account.installUrl } });
  }
  return second;
};

/**
 * Reads, and reads once more when the connection broke or Pipedrive stumbled. Returns the JSON envelope.
 * Throws `AppError` as the gateway does; `gone` is the code for what is not there.
 */
export const readOnce = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  request: Omit<PipedriveRequest, 'method' | 'body'>,
  gone: 'deal_not_found' | 'not_found' = 'not_found',
): Promise<unknown> => {
  const get: PipedriveRequest = { ...request, method: 'GET' };
  const first = await exchange(account, user, get);
  const outcome = worthRepeating(first) ? await exchange(account, user, get) : first;
  if (outcome.kind === 'none') throw new AppError('pipedrive_unavailable');
  const fault = faultOf(outcome, gone);
  if (fault) throw fault;
  return outcome.body;
};

const worthRepeating = (outcome: Outcome): boolean =>
  outcome.kind === 'none' ? !outcome.timedOut : outcome.status >= 500;

const addressOf = async (
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

/** Sends it as soon as Pipedrive's limits allow. */
const sendWithin = async (
  account: PipedriveAccount,
  user: PipedriveUser,
  url: URL,
  request: PipedriveRequest,
  token: string,
): Promise<Outcome> => {
  await account.limits?.before(user);
  let outcome: Outcome | null = null;
  try {
    if (request.method === 'POST' && !(await mayStillSend())) throw new AppError('pipedrive_busy');
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
    const told = outcome?.kind === 'answer' ? outcome : null;
    const status = told && (isTooMany(told) ? 429 : told.status);
    account.limits?.after(user, status ?? 0, told?.headers ?? null);
  }
};

/** The error that fetch throws may hold the request, token included: it ends here. */
const send = async (
  account: PipedriveAccount,
  url: URL,
  request: PipedriveRequest,
  token: string,
): Promise<Outcome> => {
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: AbortSignal.timeout(account.settings.timeoutMs),
      redirect: 'manual',
    });
    const body = parsed(await limitedText(response, mostBytes.api));
    return { kind: 'answer', status: response.status, headers: response.headers, body };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'none', sent: !neverLeft(error), timedOut, network: networkName(error) };
  }
};

const notConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

const neverLeft = (error: unknown): boolean => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return notConnected.includes(cause?.code ?? '');
};

/** Behind a gateway an error can be a page of HTML (Pipedrive: Rate limiting). */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
