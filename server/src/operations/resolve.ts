import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import { isUnavailable } from '../fallback-when-unavailable.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { AnyKind, Finding, Sent, Work } from './kinds.ts';
import { isOver, mostTries, nextLookupAt, nextStep, pauseAfterTry } from './retry.ts';
import { askUser, complete, conclude, endWithout, makeCalls } from './run.ts';
import { change, noteSent, take } from './store.ts';
import { type Operation, vendorOf } from './tables.ts';

type Resolving = Work<unknown> & {
  /** Told when the vendor does not respond; the other operations of the realm wait then. */
  noResponse(): void;
};

/**
 * Finds out what became of an operation whose response was lost or whose process died, or sends one that
 * waits. False when there was nothing to do, or another worker does it.
 */
export const resolveOne = async (
  dependencies: Dependencies,
  kind: AnyKind,
  realm: Realm,
  due: Operation,
  noResponse: () => void,
): Promise<boolean> => {
  const operation = await take(dependencies, due);
  if (!operation) return false;
  const work = { ...dependencies, realm, operation, background: true, noResponse };
  if (operation.state === 'waiting') {
    await sendAgain(work, kind);
    return true;
  }
  const { resolve } = dependencies.settings;
  const now = dependencies.clock.now();
  if (kind.again === 'never' && !isOver(operation, now, resolve)) {
    await later(work, { nextAt: operation.lastSentAt + resolve.afterMs });
    return false;
  }
  try {
    await act(work, kind, await lookUp(work, kind), now);
  } catch (error) {
    await failed(work, kind, error, now);
  }
  return true;
};

/** For the log. */
const namesOf = ({ id, kind, companyId, realmId }: Operation) => ({
  operation: id,
  kind,
  job: vendorOf[kind],
  companyId,
  realmId,
});

/** A vendor that does not respond, or a database that does not store, is tried again. */
const failed = async (
  work: Resolving,
  kind: AnyKind,
  error: unknown,
  now: number,
): Promise<unknown> => {
  const { operation, settings, log } = work;
  const nextAt = nextLookupAt(operation, now, settings.resolve);
  log.warn({ ...namesOf(operation), err: error }, 'could not resolve yet');
  if (isUnavailable(error)) work.noResponse();
  if (kind.again === 'until_done') return putOff(work, kind, { error, mayHaveHappened: true });
  if (isAppError(error) || storageProblem(error)) return later(work, { nextAt });
  // A defect of ours would repeat for ever: it ends like a lookup that is rejected each time.
  return act(work, kind, { kind: 'rejected' }, now).catch(() => later(work, { nextAt }));
};

/** A lookup that the vendor itself rejects is a finding too. */
const lookUp = async (work: Work<unknown>, kind: AnyKind): Promise<Finding<unknown>> => {
  try {
    return await kind.recognise(work);
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused')) return { kind: 'rejected' };
    if (recordFault(error) === null) throw error;
    // The record, or all of QuickBooks: whether something else can be read tells.
    await work.quickbooks.companyName(work.realm);
    return { kind: 'rejected' };
  }
};

type Learnt = Partial<Pick<Operation, 'notFound' | 'rejected' | 'tries' | 'state'>>;

/** Lets go of an operation until `nextAt`, with what was learnt. */
const later = (
  { db, clock, operation }: Work<unknown>,
  to: { nextAt: number } & Learnt,
): Promise<boolean> =>
  transact(db, (tx) => change(tx, operation, { ...to, leaseUntil: null }, clock.now()));

/**
 * So many rejected lookups, over so many times what a request can take, that no later one will be answered
 * either: a query service that is out of order for some minutes ends nothing.
 */
const mostRejected = 3;
const rejectedFor = 5;

const act = async (
  work: Resolving,
  kind: AnyKind,
  finding: Finding<unknown>,
  lookedAt: number,
): Promise<unknown> => {
  const { operation, settings } = work;
  const nextAt = nextLookupAt(operation, lookedAt, settings.resolve);
  switch (finding.kind) {
    case 'found':
      return complete(work, kind, finding.value);
    case 'ask':
      return askUser(work, finding.candidates);
    case 'refused':
      return endWithout(work, kind, { state: 'refused', fault: finding.fault, tid: null });
    case 'wait':
      return later(work, { nextAt, rejected: 0 });
    case 'rejected': {
      if (!isOver(operation, lookedAt, settings.resolve)) return later(work, { nextAt });
      const rejected = operation.rejected + 1;
      const since = lookedAt - operation.lastSentAt;
      const long = since >= rejectedFor * settings.resolve.afterMs;
      if (rejected < mostRejected || !long) return later(work, { nextAt, rejected });
      return kind.asks
        ? askUser(work, finding.candidates ?? [])
        : endWithout(work, kind, { state: 'unknown', fault: null, tid: operation.tid });
    }
    case 'not_found':
      return nothingFound(work, kind, finding.candidates ?? [], lookedAt);
  }
};

const nothingFound = async (
  work: Resolving,
  kind: AnyKind,
  candidates: NonNullable<Operation['candidates']>,
  lookedAt: number,
): Promise<unknown> => {
  const { operation, settings } = work;
  const notDone = { state: 'not_done' as const, fault: null, tid: operation.tid };
  if (kind.again === 'never') return endWithout(work, kind, notDone);
  if (kind.again === 'until_done') {
    // The request may still be running: sending now could write it twice.
    const over = isOver(operation, lookedAt, settings.resolve);
    if (!over) return later(work, { nextAt: operation.lastSentAt + settings.resolve.afterMs });
    return sendAgain(work, kind);
  }
  const nextAt = nextLookupAt(operation, lookedAt, settings.resolve);
  switch (nextStep(operation, lookedAt, settings.resolve)) {
    case 'wait':
      return later(work, { nextAt, rejected: 0 });
    case 'look_again':
      return later(work, { nextAt, rejected: 0, notFound: operation.notFound + 1 });
    case 'replay':
      return replay(work, kind);
    case 'give_up':
      return candidates.length > 0 ? askUser(work, candidates) : endWithout(work, kind, notDone);
  }
};

const isNoResponse = ({ kind }: Sent<unknown>): boolean =>
  kind === 'unclear' || kind === 'throttled';

/** Sends a creation once more under its request id. A fault on a repetition proves nothing. */
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

/** Sends an operation that goes out until it succeeds. */
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
    work.log.warn({ ...namesOf(work.operation), err: thrown }, 'not sent yet');
    error = thrown;
    if (isUnavailable(error)) work.noResponse();
  }
  await putOff(work, kind, { error, mayHaveHappened: mayHaveHappened() });
};

/** A vendor that is busy for at least so long has used up a budget of ours. */
const closedFromMs = 60_000;
const longestClosedMs = 3_600_000;

/** How long a vendor takes nothing, because a budget is used up; 0 when it is something else. */
const closedFor = (error: unknown): number => {
  if (!isAppError(error, 'pipedrive_busy', 'quickbooks_busy')) return 0;
  const ms = (error.details?.retryAfter ?? 0) * 1_000;
  return ms < closedFromMs ? 0 : Math.min(ms, longestClosedMs);
};

/**
 * Counts a try of an operation that goes out until it succeeds, and gives it up after too many. What a used-up
 * budget kept from being sent is no try.
 */
const putOff = async (
  work: Work<unknown>,
  kind: AnyKind,
  { error, mayHaveHappened }: { error: unknown; mayHaveHappened: boolean },
): Promise<void> => {
  const { clock, operation } = work;
  const closedMs = mayHaveHappened ? 0 : closedFor(error);
  if (closedMs > 0) {
    await later(work, { nextAt: clock.now() + closedMs, state: 'waiting' });
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
  // Before it is sent again, a lookup finds out whether it arrived.
  const state = mayHaveHappened ? 'unconfirmed' : 'waiting';
  await later(work, { nextAt: clock.now() + pauseAfterTry(operation.tries), tries, state });
};
