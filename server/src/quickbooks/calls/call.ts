import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../app-error.ts';
import type { Clock } from '../../clock.ts';
import type { OnFailedCall } from '../../diagnostics/failed-call.ts';
import type { Access } from '../../oauth/access-tokens.ts';
import type { Permit } from '../../rate-limits/permit.ts';
import type { AbandonedCalls } from '../../vendor-calls/abandoned-calls.ts';
import { mayStillSend } from '../../vendor-calls/before-sending.ts';
import { withCallContext } from '../../vendor-calls/call-context.ts';
import type { Realm } from '../gateway.ts';
import type { ChangeAnswer, WriteAnswer } from '../write-result.ts';
import { batchFault } from './batch.ts';
import { type ClockSkew, makeClockSkew } from './clock-skew.ts';
import { faultBody } from './fault-body.ts';
import { type CallFailure, type CallResult, classify, classifyWrite, type Raw } from './faults.ts';
import { readError } from './read-errors.ts';

/** Sends one request with this access token. Network errors are returned, not thrown. */
export type Request = (token: string) => Promise<Raw>;

/** `read_only`: the subscription has ended (fault 6190). */
export type CallOutcome = 'read' | 'written' | 'read_only';

/** Rate limits, the count of metered reads, and the log of failed calls. */
export type Traffic = {
  /** Waits until one request may be sent. Throws `AppError`. */
  take(realmId: string, of: { batch: boolean }): Promise<Permit>;
  /** Pauses all requests of the realm after a 429. */
  pause(realmId: string, forMs: number): void;
  /** Throws `AppError` reads_used_up when the month's reads are reserved for users. */
  mayRead?(): Promise<void>;
  /** Counts a read with a 2xx status. */
  countRead(realm: Realm): void;
  /** Records that QuickBooks answered with success, or that the company is read-only. */
  recordOutcome(realm: Realm, outcome: CallOutcome): void;
  /** Prevents further requests once calls are abandoned (shutdown). */
  abandoned?: Pick<AbandonedCalls, 'hasBegun' | 'race'>;
  failed: OnFailedCall;
};

const unlimited: Traffic = {
  take: async () => ({ begin: () => true, release: () => undefined }),
  pause: () => undefined,
  countRead: () => undefined,
  recordOutcome: () => undefined,
  failed: () => undefined,
};

export type Calls = {
  /**
   * Reads, and repeats once after a short 429 or a failure other than a time-out. Throws
   * `AppError`.
   */
  read(realm: Realm, request: Request, of?: { batch: boolean }): Promise<unknown>;
  /**
   * Writes once; repeats only after a 401, which proves that nothing was written. Throws `AppError`
   * when nothing was sent: no token, no permit, or no connection.
   */
  write(realm: Realm, request: Request): Promise<CallResult>;
};

const withoutToken = (result: CallResult, token: string): CallResult => {
  if (!('fault' in result)) return result;
  const withoutSecret = (said: string) => said.replaceAll(token, '…');
  const { said, others } = result.fault;
  const fault = {
    ...result.fault,
    said: withoutSecret(said),
    ...(others && {
      others: others.map((other) => ({ ...other, said: withoutSecret(other.said) })),
    }),
  };
  return { ...result, fault };
};

type CallKind = { writes: boolean; batch: boolean };

const isSuccess = (raw: Raw): boolean => 'status' in raw && raw.status >= 200 && raw.status < 300;

const outcomeOf = (result: CallResult, { writes }: CallKind): CallOutcome | null => {
  if (result.kind === 'answered') return writes ? 'written' : 'read';
  return 'fault' in result && result.fault.code === '6190' ? 'read_only' : null;
};

/** Wait after a 429 without Retry-After. */
const defaultPauseMs = 1_000;

/** Milliseconds before repeating a read; null when it must not be repeated, as after a time-out. */
const retryDelay = (result: CallResult): number | null => {
  if (result.kind === 'throttled') {
    const wait = result.retryAfterMs ?? defaultPauseMs;
    return wait <= 2_000 ? wait : null;
  }
  return result.kind === 'unclear' && result.reason !== 'time_out' ? 250 : null;
};

/** Reports a failed request, also a batch with a failed item. */
const report = (
  traffic: Traffic,
  { realmId }: Realm,
  raw: Raw,
  result: CallResult,
  callKind: CallKind,
): void => {
  const call = { vendor: 'quickbooks', realmId } as const;
  if ('networkError' in raw) {
    traffic.failed({ ...call, status: null, network: raw.networkError });
    return;
  }
  const { status, headers, body } = raw;
  const isAnswered = result.kind === 'answered';
  const faultCode = isAnswered && callKind.batch ? batchFault(body) : faultBody(body)?.code;
  if (!isAnswered || faultCode) traffic.failed({ ...call, status, headers, faultCode });
};

export const makeCalls = (
  access: Access<string>,
  clock: Pick<Clock, 'now'>,
  skew: ClockSkew = makeClockSkew(clock),
  traffic: Traffic = unlimited,
): Calls => {
  /** Sends one request with a permit of the rate limit. */
  const sendOnce = async (realm: Realm, request: Request, token: string, callKind: CallKind) => {
    const permit = await traffic.take(realm.realmId, callKind);
    try {
      if (callKind.writes && !(await mayStillSend())) throw new AppError('quickbooks_busy');
      if (traffic.abandoned?.hasBegun()) throw new AppError('quickbooks_unavailable');
      if (!permit.begin()) throw new AppError('quickbooks_busy');
      const requestedAt = clock.now();
      const sent = request(token);
      const raw = await (traffic.abandoned?.race(sent, { networkError: 'AbortError' }) ?? sent);
      skew.learn(raw, requestedAt);
      if (!callKind.writes && isSuccess(raw)) traffic.countRead(realm);
      const result = withoutToken(
        (callKind.writes ? classifyWrite : classify)(raw, clock.now()),
        token,
      );
      report(traffic, realm, raw, result, callKind);
      const outcome = outcomeOf(result, callKind);
      if (outcome) traffic.recordOutcome(realm, outcome);
      if (result.kind === 'throttled')
        traffic.pause(realm.realmId, result.retryAfterMs ?? defaultPauseMs);
      return result;
    } finally {
      permit.release();
    }
  };

  const call = (realm: Realm, request: Request, callKind: CallKind): Promise<CallResult> =>
    withCallContext({ realmId: realm.realmId }, async () => {
      const token = await access.token(realm.connectionId);
      const result = await sendOnce(realm, request, token, callKind);
      if (result.kind !== 'unauthorized') return result;
      return sendOnce(realm, request, await access.tokenAfter(realm.connectionId, token), callKind);
    });

  return {
    async read(realm, request, { batch } = { batch: false }) {
      const callKind = { writes: false, batch };
      await traffic.mayRead?.();
      let result = await call(realm, request, callKind);
      const wait = retryDelay(result);
      if (wait !== null) {
        await pause(wait);
        result = await call(realm, request, callKind);
      }
      if (result.kind === 'answered') return result.body;
      throw readError(result);
    },
    async write(realm, request) {
      const result = await call(realm, request, { writes: true, batch: false });
      if (result.kind === 'unreachable') throw new AppError('quickbooks_unavailable');
      return result;
    },
  };
};

/**
 * Converts the result of a write. `read` parses the response, undefined when it cannot: then
 * `unclear`.
 */
export const toWriteAnswer = <T>(
  result: CallResult,
  read: (body: unknown) => T | undefined,
): WriteAnswer<T> => {
  if (result.kind !== 'answered') return failedWrite(result);
  const value = read(result.body);
  return value === undefined
    ? { kind: 'unclear', tid: result.tid }
    : { kind: 'done', value, tid: result.tid };
};

/** Like `toWriteAnswer`, for changes of an object that may have been changed since it was read. */
export const toChangeAnswer = <T>(
  result: CallResult,
  read: (body: unknown) => T | undefined,
): ChangeAnswer<T> => (result.kind === 'stale' ? result : toWriteAnswer(result, read));

const failedWrite = (failure: CallFailure): WriteAnswer<never> => {
  switch (failure.kind) {
    case 'refused':
    case 'stale':
    case 'not_found':
    case 'forbidden':
      return { kind: 'refused', fault: failure.fault };
    case 'unauthorized':
      return { kind: 'unauthorized', fault: failure.fault };
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: failure.retryAfterMs, tid: failure.tid };
    case 'unclear':
      return { kind: 'unclear', tid: failure.tid };
    case 'unreachable':
      return { kind: 'unclear', tid: null };
  }
};
