import { AppError, isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { Fault } from '../quickbooks/write-result.ts';
import { checkBeforeSending } from '../vendor-calls/before-sending.ts';
import { pauseAfterTry } from './backoff.ts';
import type { Call, Ending, Kind, Next, NothingDone, Sent, Work } from './kinds.ts';
import { retryThrottled } from './retry-throttled.ts';
import { change, finish, noteSent } from './store.ts';
import type { Operation } from './tables.ts';

export type Result<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'nothing_done'; answer: NothingDone }
  /** Waits for a lookup or for the user, or is leased by another worker. */
  | { kind: 'open' };

/**
 * Sends an operation that `begin` has stored, then its follow-ups, and stores the outcome. Throws
 * `AppError` not_recorded, or an error that is no `AppError`, when the outcome is unknown; any
 * other `AppError` means that nothing changed.
 */
export const run = <Data, Value>(
  dependencies: Dependencies & Pick<Work<unknown>, 'background'>,
  kind: Kind<Data, Value>,
  realm: Realm,
  operation: Operation<Data>,
): Promise<Result<Value>> => afterBegin(() => send(dependencies, kind, realm, operation));

/**
 * Runs `work` after an operation was stored as sending. Turns a database failure into `AppError`
 * not_recorded: the outcome is unknown, and a lookup finds it out once the lease has expired.
 */
export const afterBegin = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (storageProblem(error)) throw new AppError('not_recorded');
    throw error;
  }
};

const send = async <Data, Value>(
  dependencies: Dependencies & Pick<Work<unknown>, 'background'>,
  kind: Kind<Data, Value>,
  realm: Realm,
  operation: Operation<Data>,
): Promise<Result<Value>> => {
  const work = { ...dependencies, realm, operation };
  const calls = makeCalls(work, { notedAt: operation.lastSentAt });
  let sent: Sent<Value> | null;
  try {
    sent = await kind.send(work, calls.call, false);
    if (sent?.kind === 'stale' && kind.renew) sent = await sendRenewed(work, kind, calls.call);
  } catch (error) {
    if (isAppError(error) && !calls.mayHaveHappened()) {
      await endWithout(work, kind, { state: 'refused', fault: null, tid: null });
      throw error;
    }
    const open = await awaitLookup(work, kind, null);
    // The change happened, but a read after it failed.
    if (isAppError(error)) return open;
    throw error;
  }
  return conclude(work, kind, sent);
};

/** A request that leaves this long after `notedAt` is stored as sent again. */
const lateMs = 1_000;

/**
 * Counts and stores the calls of one operation. `notedAt`: when its row was stored as sending; null
 * when it was not.
 */
export const makeCalls = (
  work: Work<unknown>,
  noted: { notedAt: number | null },
): { call: Call; mayHaveHappened(): boolean } => {
  let { notedAt } = noted;
  let [first, happened] = [notedAt !== null, false];
  /** Another worker has taken over the operation. */
  let lost = false;
  const note = async () => {
    notedAt = work.clock.now();
    lost = !(await noteSent(work, work.operation));
    return !lost;
  };
  // Time-outs count from the stored time, so waiting for a permit or a token requires storing it
  // again.
  const stillLeased = async () => work.clock.now() < (notedAt ?? 0) + lateMs || (await note());
  return {
    async call(request) {
      if (!first && !(await note())) return null;
      first = false;
      // Until the response arrives it may have happened, also when `request` throws.
      const happenedBefore = happened;
      happened = true;
      try {
        const send = () => request(work.operation.requestId);
        const answer = await checkBeforeSending(stillLeased, () => retryThrottled(send, note));
        happened = happenedBefore || answer?.kind === 'done' || answer?.kind === 'unclear';
        return answer;
      } catch (error) {
        // Only an `AppError` proves that nothing was sent.
        if (isAppError(error)) happened = happenedBefore;
        if (lost && isAppError(error)) return null;
        throw error;
      }
    },
    mayHaveHappened: () => happened,
  };
};

/** After a stale-object fault: rebuilds the body from the current object and sends it once more. */
const sendRenewed = async <Data, Value>(
  work: Work<Data>,
  kind: Kind<Data, Value>,
  call: Call,
): Promise<Sent<Value> | null> => {
  const renewed = await kind.renew?.(work);
  if (!renewed) return null;
  if ('unneeded' in renewed) return { kind: 'done', value: renewed.unneeded, tid: null };
  const generation = work.operation.generation + 1;
  const requestId = work.operation.requestId.replace(/-\d+$/, `-${generation}`);
  Object.assign(work.operation, { ...renewed, generation, requestId });
  if (!(await noteSent(work, work.operation, { ...renewed, generation, requestId }))) return null;
  return kind.send(work, call, false);
};

/** Stores the outcome of a sending. */
export const conclude = async <Data, Value>(
  work: Work<Data>,
  kind: Kind<Data, Value>,
  sent: Sent<Value> | null,
): Promise<Result<Value>> => {
  if (sent === null) return { kind: 'open' };
  if (sent.kind === 'done') return complete(work, kind, sent.value, sent.tid);
  if (sent.kind === 'ask') return askUser(work, sent.candidates);
  if (sent.kind === 'unclear') return awaitLookup(work, kind, sent.tid);
  const fault = 'fault' in sent ? sent.fault : null;
  await endWithout(work, kind, { state: 'refused', fault, tid: tidOf(sent) });
  return { kind: 'nothing_done', answer: sent };
};

/** Intuit's transaction id of the call, for support. */
export const tidOf = (answer: NothingDone): string | null =>
  'fault' in answer ? answer.fault.tid : answer.tid;

class Taken extends Error {}

/**
 * Marks the operation as done and stores all its effects in one transaction, then runs the
 * follow-up.
 */
export const complete = async <Data, Value>(
  work: Work<Data>,
  kind: Kind<Data, Value>,
  value: Value,
  tid = work.operation.tid,
): Promise<Result<Value>> => {
  const { operation } = work;
  const resultId = kind.resultOf?.(value) ?? null;
  const inTransaction = async (tx: Tx): Promise<Next | 'lost'> => {
    if (!(await finish(tx, operation, { state: 'done', resultId, tid }))) return 'lost';
    const next = await kind.apply(tx, work, value);
    if (next === 'taken') throw new Taken();
    return next;
  };
  let next: Next | 'lost';
  try {
    next = await transact(work.db, inTransaction);
  } catch (error) {
    if (error instanceof Taken) return awaitLookup(work, kind, tid);
    throw error;
  }
  if (next === 'lost') return { kind: 'open' };
  if (!next) return { kind: 'done', value };
  if (next.separate) {
    await runSeparately(work, next);
    return { kind: 'done', value };
  }
  const after = await run(work, next.kind, work.realm, next.operation);
  return after.kind === 'done' ? { kind: 'done', value } : after;
};

/** Sends a follow-up whose row stores its outcome, so that no error of it is thrown. */
const runSeparately = async (work: Work<unknown>, next: NonNullable<Next>): Promise<void> => {
  const { id, kind, companyId, realmId } = next.operation;
  try {
    await run(work, next.kind, work.realm, next.operation);
  } catch (error) {
    const names = { operation: id, kind, companyId, realmId };
    work.log.warn({ ...names, err: error }, 'sending a follow-up operation failed');
  }
};

/** Waits for the user's choice; the background does nothing until then. */
export const askUser = async (
  { db, clock, operation }: Work<unknown>,
  candidates: NonNullable<Operation['candidates']>,
): Promise<Result<never>> => {
  const asking = { state: 'asking' as const, candidates, leaseUntil: null, nextAt: null };
  await transact(db, (tx) => change(tx, operation, asking, clock.now()));
  return { kind: 'open' };
};

/**
 * Ends the lease and leaves the outcome to lookups. `lastSentAt` is now, because the request may
 * have left until now.
 */
const awaitLookup = async (
  { db, clock, settings, operation }: Work<unknown>,
  { again }: Pick<Kind<unknown, unknown>, 'again'>,
  tid: string | null,
): Promise<Result<never>> => {
  const now = clock.now();
  const nextAt = {
    replay: now,
    never: now + settings.resolve.afterMs,
    until_done: now + pauseAfterTry(operation.tries),
  }[again];
  const unconfirmed = {
    state: 'unconfirmed' as const,
    lastSentAt: now,
    leaseUntil: null,
    nextAt,
    tid,
  };
  await transact(db, (tx) => change(tx, operation, unconfirmed, now));
  return { kind: 'open' };
};

/** Ends an operation that changed nothing and runs the kind's `end` in the same transaction. */
export const endWithout = <Data, Value>(
  work: Work<Data>,
  kind: Kind<Data, Value>,
  { state, fault, tid }: Omit<Ending, 'fault'> & { fault: Operation['fault'] | Fault },
): Promise<boolean> => {
  const stored = fault && {
    code: fault.code,
    element: fault.element,
    said: fault.said,
    ...(fault.others && { others: fault.others }),
  };
  return transact(work.db, async (tx) => {
    const ended = await finish(tx, work.operation, { state, fault: stored, tid });
    if (ended) await kind.end?.(tx, work, { state, fault: stored, tid });
    return ended;
  });
};
