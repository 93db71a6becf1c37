import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { isUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { isOver, mostTries, nextLookupAt, nextStep, pauseAfterTry } from './backoff.ts';
import type { AnyKind, Finding, Sent, Work } from './kinds.ts';
import { askUser, complete, conclude, endWithout, makeCalls } from './run.ts';
import { change, noteSent, take } from './store.ts';
import { type Operation, vendorOf } from './tables.ts';

type Resolving = Work<unknown> & {
  /** Ends the slice, so that other operations of the realm wait until the vendor responds. */
  noResponse(): void;
};

/**
 * Leases a due operation, then looks up its outcome or sends it when it is `waiting`, with the
 * permission of `userId`, else of the operation's user. False when there was nothing to do yet or
 * another worker holds the lease.
 */
export const resolveOne = async (
  dependencies: Dependencies,
  kind: AnyKind,
  realm: Realm,
  due: Operation,
  { noResponse, userId }: { noResponse: () => void; userId?: number },
): Promise<boolean> => {
  const operation = await take(dependencies, due, userId);
  if (!operation) return false;
  const work = { ...dependencies, realm, operation, background: true, noResponse };
  if (operation.state === 'waiting') {
    await sendAgain(work, kind);
    return true;
  }
  const { resolve } = dependencies.settings;
  const now = dependencies.clock.now();
  if (kind.again === 'never' && !isOver(operation, now, resolve)) {
    await reschedule(work, { nextAt: operation.lastSentAt + resolve.afterMs });
    return false;
  }
  try {
    await applyFinding(work, kind, await lookUp(work, kind), now);
  } catch (error) {
    await handleError(work, kind, error, now);
  }
  return true;
};

/** Fields of log lines. */
const namesOf = ({ id, kind, companyId, realmId }: Operation) => ({
  operation: id,
  kind,
  job: vendorOf[kind],
  companyId,
  realmId,
});

/** Handles a lookup that threw: schedules another when a vendor or the database is unavailable. */
const handleError = async (
  work: Resolving,
  kind: AnyKind,
  error: unknown,
  now: number,
): Promise<unknown> => {
  const { operation, settings, log } = work;
  const nextAt = nextLookupAt(operation, now, settings.resolve);
  log.warn({ ...namesOf(operation), err: error }, 'looking up an operation failed');
  if (isUnavailable(error)) work.noResponse();
  if (kind.again === 'until_done') return retryOrEnd(work, kind, { error, mayHaveHappened: true });
  if (isAppError(error) || storageProblem(error)) return reschedule(work, { nextAt });
  // A bug of ours would fail forever, so it counts as a rejected lookup, which ends after a few.
  return applyFinding(work, kind, { kind: 'rejected' }, now).catch(() =>
    reschedule(work, { nextAt }),
  );
};

/** Runs the lookup; a rejection by the vendor becomes a finding. */
const lookUp = async (work: Work<unknown>, kind: AnyKind): Promise<Finding<unknown>> => {
  try {
    return await kind.recognise(work);
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused')) return { kind: 'rejected' };
    if (recordFault(error) === null) throw error;
    // If another read works, this record is broken; otherwise it throws that QuickBooks is
    // unavailable.
    await work.quickbooks.companyName(work.realm);
    return { kind: 'rejected' };
  }
};

type Learnt = Partial<Pick<Operation, 'notFound' | 'rejected' | 'tries' | 'state'>>;

/** Ends the lease, schedules the next work at `nextAt` and stores the changed counters. */
const reschedule = (
  { db, clock, operation }: Work<unknown>,
  changes: { nextAt: number } & Learnt,
): Promise<boolean> =>
  transact(db, (tx) => change(tx, operation, { ...changes, leaseUntil: null }, clock.now()));

/**
 * A lookup is given up after `mostRejected` rejections in a row, and only `rejectedFor` time-outs
 * after the last request: a query service that fails for a few minutes must not end an operation.
 */
const mostRejected = 3;
const rejectedFor = 5;

const applyFinding = async (
  work: Resolving,
  kind: AnyKind,
  finding: Finding<unknown>,
  lookedUpAt: number,
): Promise<unknown> => {
  const { operation, settings } = work;
  const nextAt = nextLookupAt(operation, lookedUpAt, settings.resolve);
  switch (finding.kind) {
    case 'found':
      return complete(work, kind, finding.value);
    case 'ask':
      return askUser(work, finding.candidates);
    case 'refused':
      return endWithout(work, kind, { state: 'refused', fault: finding.fault, tid: null });
    case 'wait':
      return reschedule(work, { nextAt, rejected: 0 });
    case 'rejected': {
      if (!isOver(operation, lookedUpAt, settings.resolve)) return reschedule(work, { nextAt });
      const rejected = operation.rejected + 1;
      const since = lookedUpAt - operation.lastSentAt;
      const longEnough = since >= rejectedFor * settings.resolve.afterMs;
      if (rejected < mostRejected || !longEnough) return reschedule(work, { nextAt, rejected });
      return kind.asks
        ? askUser(work, finding.candidates ?? [])
        : endWithout(work, kind, { state: 'unknown', fault: null, tid: operation.tid });
    }
    case 'not_found':
      return handleNotFound(work, kind, finding.candidates ?? [], lookedUpAt);
  }
};

const handleNotFound = async (
  work: Resolving,
  kind: AnyKind,
  candidates: NonNullable<Operation['candidates']>,
  lookedUpAt: number,
): Promise<unknown> => {
  const { operation, settings } = work;
  const notDone = { state: 'not_done' as const, fault: null, tid: operation.tid };
  if (kind.again === 'never') return endWithout(work, kind, notDone);
  if (kind.again === 'until_done') {
    // The request may still be running; sending now could apply the change twice.
    const over = isOver(operation, lookedUpAt, settings.resolve);
    if (!over) return reschedule(work, { nextAt: operation.lastSentAt + settings.resolve.afterMs });
    return sendAgain(work, kind);
  }
  const nextAt = nextLookupAt(operation, lookedUpAt, settings.resolve);
  switch (nextStep(operation, lookedUpAt, settings.resolve)) {
    case 'wait':
      return reschedule(work, { nextAt, rejected: 0 });
    case 'look_again':
      return reschedule(work, { nextAt, rejected: 0, notFound: operation.notFound + 1 });
    case 'replay':
      return replay(work, kind);
    case 'give_up':
      return candidates.length > 0 ? askUser(work, candidates) : endWithout(work, kind, notDone);
  }
};

const isNoResponse = ({ kind }: Sent<unknown>): boolean =>
  kind === 'unclear' || kind === 'throttled';

/**
 * Sends a creation again under its request id. Keeps it unconfirmed unless it succeeds: a fault on
 * a repetition does not prove that the first request failed.
 */
const replay = async (work: Resolving, kind: AnyKind): Promise<void> => {
  if (!(await noteSent(work, work.operation))) return;
  const { call } = makeCalls(work, { notedAt: work.clock.now() });
  const sent = await kind.send(work, call, true);
  if (sent?.kind === 'done' || sent?.kind === 'ask') {
    await conclude(work, kind, sent);
    return;
  }
  if (sent && isNoResponse(sent)) work.noResponse();
  const { clock, settings, operation } = work;
  const now = clock.now();
  const nextAt = nextLookupAt({ ...operation, lastSentAt: now }, now, settings.resolve);
  const to = { lastSentAt: now, rejected: 0, leaseUntil: null, nextAt };
  await transact(work.db, (tx) => change(tx, operation, to, now));
};

/** Sends an `until_done` operation. */
const sendAgain = async (work: Resolving, kind: AnyKind): Promise<void> => {
  if (!(await noteSent(work, work.operation, { state: 'sending' }))) return;
  const { call, mayHaveHappened } = makeCalls(work, { notedAt: work.clock.now() });
  let error: unknown = null;
  try {
    const sent = await kind.send(work, call, work.operation.tries > 0);
    if (sent === null) return;
    if (sent.kind === 'done') {
      await complete(work, kind, sent.value, sent.tid);
      return;
    }
    if (isNoResponse(sent)) work.noResponse();
  } catch (thrown) {
    work.log.warn({ ...namesOf(work.operation), err: thrown }, 'sending an operation failed');
    error = thrown;
    if (isUnavailable(error)) work.noResponse();
  }
  await retryOrEnd(work, kind, { error, mayHaveHappened: mayHaveHappened() });
};

/** A vendor that asks for a pause this long has exhausted one of our rate budgets. */
const budgetPauseMs = 60_000;
const longestPauseMs = 3_600_000;

/** Milliseconds to wait for an exhausted rate budget, at most an hour; 0 for other errors. */
const budgetPause = (error: unknown): number => {
  if (!isAppError(error, 'pipedrive_busy', 'quickbooks_busy')) return 0;
  const ms = (error.details?.retryAfter ?? 0) * 1_000;
  return ms < budgetPauseMs ? 0 : Math.min(ms, longestPauseMs);
};

/**
 * Counts a failed try of an `until_done` operation and ends it after too many. A request that a
 * used-up rate budget held back does not count as a try.
 */
const retryOrEnd = async (
  work: Work<unknown>,
  kind: AnyKind,
  { error, mayHaveHappened }: { error: unknown; mayHaveHappened: boolean },
): Promise<void> => {
  const { clock, operation } = work;
  const pauseMs = mayHaveHappened ? 0 : budgetPause(error);
  if (pauseMs > 0) {
    await reschedule(work, { nextAt: clock.now() + pauseMs, state: 'waiting' });
    return;
  }
  const tries = operation.tries + 1;
  const hopeless = error !== null && kind.isHopeless?.(error);
  if (hopeless || tries >= mostTries) {
    const code = error === null ? 'unclear' : isAppError(error) ? error.code : 'internal';
    const fault = { code, element: null, said: '' };
    const state = mayHaveHappened ? 'unknown' : 'not_done';
    await endWithout(work, kind, { state, fault, tid: null });
    return;
  }
  // When the request may have arrived, a lookup must run before it is sent again.
  const state = mayHaveHappened ? 'unconfirmed' : 'waiting';
  await reschedule(work, { nextAt: clock.now() + pauseAfterTry(operation.tries), tries, state });
};
