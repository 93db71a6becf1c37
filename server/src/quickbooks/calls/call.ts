import { setTimeout as pause } from 'node:timers/promises';
import type { AbandonedCalls } from '../../abandoned-calls.ts';
import { AppError } from '../../app-error.ts';
import type { Clock } from '../../clock.ts';
import { withCallContext } from '../../diagnostics/call-context.ts';
import type { OnFailedCall } from '../../diagnostics/failed-call.ts';
import type { Access } from '../../oauth/access-tokens.ts';
import { mayStillSend } from '../../rate-limits/before-sending.ts';
import type { Permit } from '../../rate-limits/permit.ts';
import type { Realm } from '../gateway.ts';
import type { ChangeAnswer, WriteAnswer } from '../write-result.ts';
import { batchFault } from './batch.ts';
import { type ClockSkew, makeClockSkew } from './clock-skew.ts';
import { faultBody } from './fault-body.ts';
import { type CallResult, type Raw, type Trouble, tell, tellWrite } from './faults.ts';
import { readError } from './read-errors.ts';

/** One request with this access token. Resolves to whatever came back; a network error is a value too. */
export type Request = (token: string) => Promise<Raw>;

/**
 * What stands between a call and the wire: QuickBooks' rate limits, the count of reads it charges for, and the
 * log of calls that failed.
 */
export type Traffic = {
  /** Waits until one request may be sent. Throws `AppError`. */
  take(realmId: string, of: { batch: boolean }): Promise<Permit>;
  /** QuickBooks answered 429: nothing is sent to the realm for so long. */
  pause(realmId: string, forMs: number): void;
  /** A read was answered with a 2xx status. */
  countRead(realm: Realm): void;
  /** Nothing is sent any more once calls are abandoned. */
  abandoned?: Pick<AbandonedCalls, 'hasBegun' | 'race'>;
  failed: OnFailedCall;
};

const unlimited: Traffic = {
  take: async () => ({ begin: () => true, release: () => undefined }),
  pause: () => undefined,
  countRead: () => undefined,
  failed: () => undefined,
};

export type Calls = {
  /** Asks; what is safe to ask again is asked once more. Throws `AppError`. */
  read(realm: Realm, request: Request, of?: { batch: boolean }): Promise<unknown>;
  /**
   * Writes once; only a 401, which proves that nothing was done, is repeated with another token. Throws
   * `AppError` when nothing was sent: no token, no permit, nobody reached.
   */
  write(realm: Realm, request: Request): Promise<CallResult>;
};

const withoutToken = (result: CallResult, token: string): CallResult => {
  if (!('fault' in result)) return result;
  const hidden = (said: string) => said.replaceAll(token, '…');
  const { said, others } = result.fault;
  const fault = {
    ...result.fault,
    said: hidden(said),
    ...(others && { others: others.map((one) => ({ ...one, said: hidden(one.said) })) }),
  };
  return { ...result, fault };
};

type How = { writes: boolean; batch: boolean };

const isSuccess = (raw: Raw): boolean => 'status' in raw && raw.status >= 200 && raw.status < 300;

/** After a 429 that names no time. */
const usualPauseMs = 1_000;

/** Wait before asking again, or null where asking again is pointless now. A time-out took long enough. */
const waitBefore = (result: CallResult): number | null => {
  if (result.kind === 'throttled') {
    const wait = result.retryAfterMs ?? usualPauseMs;
    return wait <= 2_000 ? wait : null;
  }
  return result.kind === 'unclear' && result.because !== 'time_out' ? 250 : null;
};

/** Reports a request that failed, and one of a batch of which a part failed. */
const report = (
  traffic: Traffic,
  { realmId }: Realm,
  raw: Raw,
  result: CallResult,
  how: How,
): void => {
  const call = { vendor: 'quickbooks', realmId } as const;
  if ('networkError' in raw) {
    traffic.failed({ ...call, status: null, network: raw.networkError });
    return;
  }
  const { status, headers, body } = raw;
  const isAnswered = result.kind === 'answered';
  const faultCode = isAnswered && how.batch ? batchFault(body) : faultBody(body)?.code;
  if (!isAnswered || faultCode) traffic.failed({ ...call, status, headers, faultCode });
};

export const makeCalls = (
  access: Access<string>,
  clock: Pick<Clock, 'now'>,
  skew: ClockSkew = makeClockSkew(clock),
  traffic: Traffic = unlimited,
): Calls => {
  /** One request under a permit. */
  const once = async (realm: Realm, request: Request, token: string, how: How) => {
    const permit = await traffic.take(realm.realmId, how);
    try {
      if (how.writes && !(await mayStillSend())) throw new AppError('quickbooks_busy');
      if (traffic.abandoned?.hasBegun()) throw new AppError('quickbooks_unavailable');
      if (!permit.begin()) throw new AppError('quickbooks_busy');
      const askedAt = clock.now();
      const sent = request(token);
      const raw = await (traffic.abandoned?.race(sent, { networkError: 'AbortError' }) ?? sent);
      skew.learn(raw, askedAt);
      if (!how.writes && isSuccess(raw)) traffic.countRead(realm);
      const result = withoutToken((how.writes ? tellWrite : tell)(raw, clock.now()), token);
      report(traffic, realm, raw, result, how);
      if (result.kind === 'throttled')
        traffic.pause(realm.realmId, result.retryAfterMs ?? usualPauseMs);
      return result;
    } finally {
      permit.release();
    }
  };

  const call = (realm: Realm, request: Request, how: How): Promise<CallResult> =>
    withCallContext({ realmId: realm.realmId }, async () => {
      const token = await access.token(realm.connectionId);
      const result = await once(realm, request, token, how);
      if (result.kind !== 'unauthorized') return result;
      return once(realm, request, await access.tokenAfter(realm.connectionId, token), how);
    });

  return {
    async read(realm, request, { batch } = { batch: false }) {
      const how = { writes: false, batch };
      let result = await call(realm, request, how);
      const wait = waitBefore(result);
      if (wait !== null) {
        await pause(wait);
        result = await call(realm, request, how);
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

/** How a write ended, `read` taking what we need from the answer, or undefined when it cannot. */
export const writeAnswer = <T>(
  result: CallResult,
  read: (body: unknown) => T | undefined,
): WriteAnswer<T> => {
  if (result.kind !== 'answered') return failed(result);
  const value = read(result.body);
  return value === undefined
    ? { kind: 'unclear', tid: result.tid }
    : { kind: 'done', value, tid: result.tid };
};

/** The same for a change of what was read before, which somebody else may have changed since. */
export const changeAnswer = <T>(
  result: CallResult,
  read: (body: unknown) => T | undefined,
): ChangeAnswer<T> => (result.kind === 'stale' ? result : writeAnswer(result, read));

const failed = (trouble: Trouble): WriteAnswer<never> => {
  switch (trouble.kind) {
    case 'refused':
    case 'stale':
    case 'not_found':
    case 'forbidden':
      return { kind: 'refused', fault: trouble.fault };
    case 'unauthorized':
      return { kind: 'unauthorized', fault: trouble.fault };
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: trouble.retryAfterMs, tid: trouble.tid };
    case 'unclear':
      return { kind: 'unclear', tid: trouble.tid };
    case 'unreachable':
      return { kind: 'unclear', tid: null };
  }
};
