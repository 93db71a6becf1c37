import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../app-error.ts';
import type { Clock } from '../../clock.ts';
import type { Access } from '../../oauth/access.ts';
import type { ChangeAnswer, WriteAnswer } from '../answer.ts';
import type { Realm } from '../gateway.ts';
import { type ClockSkew, makeClockSkew } from './clock-skew.ts';
import { type Raw, type Told, type Trouble, tell, tellWrite } from './faults.ts';
import { readError } from './read-errors.ts';

/** One request with this access token. Resolves to whatever came back; a network error is a value too. */
export type Request = (token: string) => Promise<Raw>;

export type Calls = {
  /** Asks; what is safe to ask again is asked once more. Throws `AppError`. */
  read(realm: Realm, request: Request): Promise<unknown>;
  /**
   * Writes once; only a 401, which proves that nothing was done, is repeated with another token. Throws
   * `AppError` when nothing was sent: no token, nobody reached.
   */
  write(realm: Realm, request: Request): Promise<Told>;
};

const withoutToken = (told: Told, token: string): Told => {
  if (!('fault' in told)) return told;
  const hidden = (said: string) => said.replaceAll(token, '…');
  const { said, others } = told.fault;
  const fault = {
    ...told.fault,
    said: hidden(said),
    ...(others && { others: others.map((one) => ({ ...one, said: hidden(one.said) })) }),
  };
  return { ...told, fault };
};

/** Wait before asking again, or null where asking again is pointless now. A time-out took long enough. */
const waitBefore = (told: Told): number | null => {
  if (told.kind === 'throttled') {
    const wait = told.retryAfterMs ?? 1_000;
    return wait <= 2_000 ? wait : null;
  }
  return told.kind === 'unclear' && told.because !== 'time_out' ? 250 : null;
};

export const makeCalls = (
  access: Access<string>,
  clock: Pick<Clock, 'now'>,
  skew: ClockSkew = makeClockSkew(clock),
): Calls => {
  const once = async (request: Request, token: string, understand: typeof tell) => {
    const askedAt = clock.now();
    const raw = await request(token);
    skew.learn(raw, askedAt);
    return withoutToken(understand(raw, clock.now()), token);
  };

  const call = async (
    { connectionId }: Realm,
    request: Request,
    understand: typeof tell,
  ): Promise<Told> => {
    const token = await access.token(connectionId);
    const told = await once(request, token, understand);
    if (told.kind !== 'unauthorized') return told;
    return once(request, await access.tokenAfter(connectionId, token), understand);
  };

  return {
    async read(realm, request) {
      let told = await call(realm, request, tell);
      const wait = waitBefore(told);
      if (wait !== null) {
        await pause(wait);
        told = await call(realm, request, tell);
      }
      if (told.kind === 'answered') return told.body;
      throw readError(told);
    },
    async write(realm, request) {
      const told = await call(realm, request, tellWrite);
      if (told.kind === 'unreachable') throw new AppError('quickbooks_unavailable');
      return told;
    },
  };
};

/** How a write ended, `read` taking what we need from the answer, or undefined when it cannot. */
export const writeAnswer = <T>(
  told: Told,
  read: (body: unknown) => T | undefined,
): WriteAnswer<T> => {
  if (told.kind !== 'answered') return failed(told);
  const value = read(told.body);
  return value === undefined
    ? { kind: 'unclear', tid: told.tid }
    : { kind: 'done', value, tid: told.tid };
};

/** The same for a change of what was read before, which somebody else may have changed since. */
export const changeAnswer = <T>(
  told: Told,
  read: (body: unknown) => T | undefined,
): ChangeAnswer<T> => (told.kind === 'stale' ? told : writeAnswer(told, read));

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
