import type { Fault } from '../write-result.ts';
import { type FaultBody, faultBody } from './fault-body.ts';

/** What came back over the wire: an answer of any status, or the name of a network error. */
export type Raw =
  | { status: number; headers: Headers; body: unknown }
  | {
      networkError: string | undefined;
      /** What the system was asked for when it failed: `connect`, `read`, `write`. */
      syscall?: string | undefined;
    };

/** Why a call did not do what it was to do. */
export type Trouble =
  /** QuickBooks says no, and says so readably: nothing was written. */
  | { kind: 'refused'; fault: Fault }
  /** The SyncToken is an old one (5010). */
  | { kind: 'stale'; fault: Fault }
  /** There is no such object, or no longer (610). */
  | { kind: 'not_found'; fault: Fault }
  | { kind: 'unauthorized'; fault: Fault }
  | { kind: 'forbidden'; fault: Fault }
  | { kind: 'throttled'; retryAfterMs: number | null; tid: string | null }
  /** It may have happened or not. */
  | {
      kind: 'unclear';
      because: 'time_out' | 'cut_off' | 'server_error' | 'unreadable';
      /** The code of the fault, where one could be read. */
      code?: string;
      tid: string | null;
    }
  /** Nothing was sent: no such host, nobody listening, no trust in the certificate. */
  | { kind: 'unreachable' };

/** An answer as it was hoped for, or what went wrong. */
export type CallResult = { kind: 'answered'; body: unknown; tid: string | null } | Trouble;

/** What fails while connecting came before anything was sent; an open connection can lose its route too. */
const connecting = new Set(['connect', 'getaddrinfo']);

/** No address at all, or no trust in the certificate: the handshake comes before the request. */
const neverConnected = new Set([
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const timedOut = new Set([
  'ECONNABORTED',
  'ERR_CANCELED',
  'ETIMEDOUT',
  'TimeoutError',
  'AbortError',
]);

const networkTrouble = (code = '', syscall = ''): Trouble => {
  if (connecting.has(syscall) || neverConnected.has(code)) return { kind: 'unreachable' };
  return { kind: 'unclear', because: timedOut.has(code) ? 'time_out' : 'cut_off', tid: null };
};

/** Seconds or a date (RFC 9110, Retry-After), as milliseconds from now. */
const retryAfter = (headers: Headers, now: number): number | null => {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};

/** A 401 may quote the bearer token in its detail, so only the message is kept of it. */
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

/** Codes that mean "maybe": duplicate request id, system failure (Intuit: error codes). */
const maybe = new Set(['600', '10000']);

/** Right account, wrong door: wrong cluster or environment, app or user not allowed. */
const notAllowed = new Set(['120', '130', '3100']);

const serverError = (fault: FaultBody | null, tid: string | null): Trouble => ({
  kind: 'unclear',
  because: 'server_error',
  ...(fault?.code && { code: fault.code }),
  tid,
});

const byFault = (fault: FaultBody, status: number, tid: string | null): Trouble => {
  const told = faultOf(fault, status, tid);
  if (maybe.has(fault.code) || fault.type === 'SystemFault') {
    return serverError(fault, tid);
  }
  if (notAllowed.has(fault.code)) return { kind: 'forbidden', fault: told };
  if (status === 401) return { kind: 'unauthorized', fault: told };
  if (fault.code === '5010') return { kind: 'stale', fault: told };
  if (fault.code === '610') return { kind: 'not_found', fault: told };
  return { kind: status === 403 ? 'forbidden' : 'refused', fault: told };
};

/**
 * Reads an answer by its HTTP status and fault code, never by its sentences. A fault inside the 200 of a
 * read is a refusal like any other; a 4xx without a readable fault proves nothing, 401 and 429 apart.
 */
export const tell = (raw: Raw, now: number): CallResult => {
  if ('networkError' in raw) return networkTrouble(raw.networkError, raw.syscall);
  const { status, headers, body } = raw;
  const tid = headers.get('intuit_tid');
  const fault = faultBody(body);
  if (status === 429 || fault?.code === '3001') {
    return { kind: 'throttled', retryAfterMs: retryAfter(headers, now), tid };
  }
  if (status >= 500) return serverError(fault, tid);
  if (fault) return byFault(fault, status, tid);
  if (status === 401) return { kind: 'unauthorized', fault: faultOf(null, status, tid) };
  const readable = status >= 200 && status < 300 && typeof body === 'object' && body !== null;
  return readable
    ? { kind: 'answered', body, tid }
    : { kind: 'unclear', because: 'unreadable', tid };
};

/**
 * The same for a write, of which only a readable 4xx proves that nothing was done: a fault inside any
 * other answer may come after the deed.
 */
export const tellWrite = (raw: Raw, now: number): CallResult => {
  const result = tell(raw, now);
  if ('networkError' in raw || raw.status >= 400 || result.kind === 'answered') return result;
  return { kind: 'unclear', because: 'unreadable', tid: raw.headers.get('intuit_tid') };
};
