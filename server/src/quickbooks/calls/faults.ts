import type { Fault } from '../write-result.ts';
import { type FaultBody, faultBody } from './fault-body.ts';

/** A response of any status, or the name of a network error. */
export type Raw =
  | { status: number; headers: Headers; body: unknown }
  | {
      networkError: string | undefined;
      /** The failed system call: `connect`, `read`, `write`. */
      syscall?: string | undefined;
    };

/** Classification of a failed call. */
export type CallFailure =
  /** A readable fault: nothing was written. */
  | { kind: 'refused'; fault: Fault }
  /** The SyncToken is outdated (5010). */
  | { kind: 'stale'; fault: Fault }
  /** The object does not exist or was deleted (610). */
  | { kind: 'not_found'; fault: Fault }
  | { kind: 'unauthorized'; fault: Fault }
  | { kind: 'forbidden'; fault: Fault }
  | { kind: 'throttled'; retryAfterMs: number | null; tid: string | null }
  /** A write may or may not have taken effect. */
  | {
      kind: 'unclear';
      reason: 'time_out' | 'cut_off' | 'server_error' | 'unreadable';
      /** Fault code, if one was readable. */
      code?: string;
      tid: string | null;
    }
  /** Nothing was sent: DNS, connection or TLS failure. */
  | { kind: 'unreachable' };

export type CallResult = { kind: 'answered'; body: unknown; tid: string | null } | CallFailure;

/**
 * System calls that fail before anything is sent. Error codes do not tell: open connections fail
 * alike.
 */
const connectSyscalls = new Set(['connect', 'getaddrinfo']);

/** Invalid URLs and TLS failures also occur before anything is sent. */
const notConnectedCodes = new Set([
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const timeOutCodes = new Set([
  'ECONNABORTED',
  'ERR_CANCELED',
  'ETIMEDOUT',
  'TimeoutError',
  'AbortError',
]);

const classifyNetworkError = (code = '', syscall = ''): CallFailure => {
  if (connectSyscalls.has(syscall) || notConnectedCodes.has(code)) return { kind: 'unreachable' };
  return { kind: 'unclear', reason: timeOutCodes.has(code) ? 'time_out' : 'cut_off', tid: null };
};

/** Parses Retry-After (RFC 9110: seconds or a date) to milliseconds from now. */
const retryAfter = (headers: Headers, now: number): number | null => {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const retryAt = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(retryAt) ? null : Math.max(0, retryAt - now);
};

/** Drops the detail of a 401, because it may quote the bearer token. */
const faultOf = (body: FaultBody | null, status: number, tid: string | null): Fault => ({
  code: body?.code ?? '',
  said: (status === 401 ? body?.message : body?.detail || body?.message) ?? '',
  element: body?.element ?? null,
  tid,
  ...(status !== 401 &&
    body !== null &&
    body.others.length > 0 && {
      others: body.others.map(({ code, message, detail, element }) => ({
        code,
        said: detail || message,
        element,
      })),
    }),
});

/**
 * Codes after which a write may have taken effect: duplicate request id (600), system failure
 * (10000).
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const uncertainCodes = new Set(['600', '10000']);

/** Wrong cluster or environment, or the app or user lacks permission. */
const forbiddenCodes = new Set(['120', '130', '3100']);

const serverError = (fault: FaultBody | null, tid: string | null): CallFailure => ({
  kind: 'unclear',
  reason: 'server_error',
  ...(fault?.code && { code: fault.code }),
  tid,
});

const classifyFault = (fault: FaultBody, status: number, tid: string | null): CallFailure => {
  const details = faultOf(fault, status, tid);
  if (uncertainCodes.has(fault.code) || fault.type === 'SystemFault') {
    return serverError(fault, tid);
  }
  if (forbiddenCodes.has(fault.code)) return { kind: 'forbidden', fault: details };
  if (status === 401) return { kind: 'unauthorized', fault: details };
  if (fault.code === '5010') return { kind: 'stale', fault: details };
  if (fault.code === '610') return { kind: 'not_found', fault: details };
  return { kind: status === 403 ? 'forbidden' : 'refused', fault: details };
};

/**
 * Classifies a response by HTTP status and fault code, never by message text. A fault in a 200 is a
 * refusal of a read. A 4xx without a readable fault is `unclear`, except 401 and 429.
 */
export const classify = (raw: Raw, now: number): CallResult => {
  if ('networkError' in raw) return classifyNetworkError(raw.networkError, raw.syscall);
  const { status, headers, body } = raw;
  const tid = headers.get('intuit_tid');
  const fault = faultBody(body);
  if (status === 429 || fault?.code === '3001') {
    return { kind: 'throttled', retryAfterMs: retryAfter(headers, now), tid };
  }
  if (status >= 500) return serverError(fault, tid);
  if (fault) return classifyFault(fault, status, tid);
  if (status === 401) return { kind: 'unauthorized', fault: faultOf(null, status, tid) };
  const readable = status >= 200 && status < 300 && typeof body === 'object' && body !== null;
  return readable
    ? { kind: 'answered', body, tid }
    : { kind: 'unclear', reason: 'unreadable', tid };
};

/**
 * Like `classify`, for writes: only a readable fault with a 4xx proves that nothing was written;
 * with any other status the write may have taken effect.
 */
export const classifyWrite = (raw: Raw, now: number): CallResult => {
  const result = classify(raw, now);
  if ('networkError' in raw || raw.status >= 400 || result.kind === 'answered') return result;
  return { kind: 'unclear', reason: 'unreadable', tid: raw.headers.get('intuit_tid') };
};
