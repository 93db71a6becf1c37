import { AppError, isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { Fault } from '../quickbooks/write-result.ts';
import { checkBeforeSending } from '../rate-limits/before-sending.ts';
import type { Call, Ending, Kind, Next, NothingDone, Sent, Work } from './kinds.ts';
import { pauseAfterTry, retryThrottled } from './retry.ts';
import { change, finish, noteSent } from './store.ts';
import type { Operation } from './tables.ts';

export type Result<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'nothing_done'; answer: NothingDone }
  /** Being looked up, asked about, or in the hands of another worker. */
  | { kind: 'open' };

/**
 * Sends an operation that `begin` has just written, and what follows from it. When it returns, the rows say
 * how it ended. Throws `AppError` not_recorded, or any error that is none, when it is not known whether
 * something was changed; any other `AppError` when nothing was.
 */
export const run = <Data, Value>(
  dependencies: Dependencies & Pick<Work<unknown>, 'background'>,
  kind: Kind<Data, Value>,
  realm: Realm,
  operation: Operation<Data>,
): Promise<Result<Value>> => afterBegin(() => send(dependencies, kind, realm, operation));

/**
 * Does what follows after an operation was stored as being sent: when the database does not work, the outcome
 * is not known here. The operation is resolved once its lease has expired. Throws `AppError` not_recorded.
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
    const open = await letGo(work, kind, null);
    // It happened, and what was to be read after it could not be.
    if (isAppError(error)) return open;
    throw error;
  }
  return conclude(work, kind, sent);
};

/** A request that leaves so long after it was noted is noted again. */
const lateMs = 1_000;

/** The calls of one operation. `notedAt`: its row says since then that the first one goes out; null: not yet. */
export const makeCalls = (
  work: Work<unknown>,
  noted: { notedAt: number | null },
): { call: Call; mayHaveHappened(): boolean } => {
  let { notedAt } = noted;
  let [first, happened] = [notedAt !== null, false];
  /** Another worker has taken the operation over. */
  let lost = false;
  const note = async () => {
    notedAt = work.clock.now();
    lost = !(await noteSent(work, work.operation));
    return !lost;
  };
  // Time-outs count from what is noted, so it is noted anew after waiting for a permit or a token.
  const stillMine = async () => work.clock.now() < (notedAt ?? 0) + lateMs || (await note());
  return {
    async call(request) {
      if (!first && !(await note())) return null;
      first = false;
      // Until it is answered it may have happened, also when `request` throws.
      const before = happened;
      happened = true;
      try {
        const send = () => request(work.operation.requestId);
        const answer = await checkBeforeSending(stillMine, () => retryThrottled(send, note));
        happened = before || answer?.kind === 'done' || answer?.kind === 'unclear';
        return answer;
      } catch (error) {
        // Only an error of our own list says that nothing was sent; any other proves nothing.
        if (isAppError(error)) happened = before;
        if (lost && isAppError(error)) return null;
        throw error;
      }
    },
    mayHaveHappened: () => happened,
  };
};

/** Somebody was faster: what was read is old, so it is read and judged once more. */
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

/** Writes down how a sending ended. */
export const conclude = async <Data, Value>(
  work: Work<Data>,
  kind: Kind<Data, Value>,
  sent: Sent<Value> | null,
): Promise<Result<Value>> => {
  if (sent === null) return { kind: 'open' };
  if (sent.kind === 'done') return complete(work, kind, sent.value, sent.tid);
  if (sent.kind === 'ask') return askUser(work, sent.candidates);
  if (sent.kind === 'unclear') return letGo(work, kind, sent.tid);
  const fault = 'fault' in sent ? sent.fault : null;
  await endWithout(work, kind, { state: 'refused', fault, tid: tidOf(sent) });
  return { kind: 'nothing_done', answer: sent };
};

/** Intuit's id of the call, for support. */
export const tidOf = (answer: NothingDone): string | null =>
  'fault' in answer ? answer.fault.tid : answer.tid;

class Taken extends Error {}

/** The operation took effect: all that follows from it, in one transaction. */
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
    if (error instanceof Taken) return letGo(work, kind, tid);
    throw error;
  }
  if (next === 'lost') return { kind: 'open' };
  if (!next) return { kind: 'done', value };
  const after = await run(work, next.kind, work.realm, next.operation);
  return after.kind === 'done' ? { kind: 'done', value } : after;
};

/** The user chooses; until then the operation stays open and is left alone. */
export const askUser = async (
  { db, clock, operation }: Work<unknown>,
  candidates: NonNullable<Operation['candidates']>,
): Promise<Result<never>> => {
  const asking = { state: 'asking' as const, candidates, leaseUntil: null, nextAt: null };
  await transact(db, (tx) => change(tx, operation, asking, clock.now()));
  return { kind: 'open' };
};

/** From here on lookups find out. The request may have gone out until this very moment. */
const letGo = async (
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
  const to = { state: 'unconfirmed' as const, lastSentAt: now, leaseUntil: null, nextAt, tid };
  await transact(db, (tx) => change(tx, operation, to, now));
  return { kind: 'open' };
};

/** The operation changed nothing: ends it, and does what the kind wants to follow. */
export const endWithout = <Data, Value>(
  work: Work<Data>,
  kind: Kind<Data, Value>,
  { state, fault, tid }: Omit<Ending, 'fault'> & { fault: Operation['fault'] | Fault },
): Promise<boolean> => {
  const kept = fault && {
    code: fault.code,
    element: fault.element,
    said: fault.said,
    ...(fault.others && { others: fault.others }),
  };
  return transact(work.db, async (tx) => {
    const ended = await finish(tx, work.operation, { state, fault: kept, tid });
    if (ended) await kind.end?.(tx, work, { state, fault: kept, tid });
    return ended;
  });
};
